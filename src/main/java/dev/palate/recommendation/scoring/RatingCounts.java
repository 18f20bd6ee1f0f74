package dev.palate.recommendation.scoring;

import dev.palate.core.matrix.IdIndex;

/** The number of ratings of each item at one time. Immutable. */
final class RatingCounts {

    private final IdIndex items;
    private final float[] counts;
    private final String revision;

    /** @param counts {@code [items]}; not copied */
    RatingCounts(IdIndex items, float[] counts, String revision) {
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
