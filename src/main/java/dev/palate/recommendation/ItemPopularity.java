package dev.palate.recommendation;

import dev.palate.core.matrix.IdIndex;

/** How many ratings each item had when it was counted. Immutable. */
final class ItemPopularity {

    private final IdIndex items;
    private final float[] counts;
    private final String revision;

    /** Keeps {@code counts}, {@code [items]}. */
    ItemPopularity(IdIndex items, float[] counts, String revision) {
        this.items = items;
        this.counts = counts;
        this.revision = revision;
    }

    IdIndex items() {
        return items;
    }

    /** Equal for equal counts. */
    String revision() {
        return revision;
    }

    void write(float[] scores, int offset) {
        System.arraycopy(counts, 0, scores, offset, counts.length);
    }
}
