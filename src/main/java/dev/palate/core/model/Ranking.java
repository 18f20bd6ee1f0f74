package dev.palate.core.model;

/** Items in descending order of score; equal scores in ascending order of item index. Immutable. */
public final class Ranking {

    private final int[] items;
    private final float[] scores;

    Ranking(int[] items, float[] scores) {
        this.items = items;
        this.scores = scores;
    }

    public int size() {
        return items.length;
    }

    /** The item index at {@code position}, where 0 is the best. */
    public int item(int position) {
        return items[position];
    }

    public float score(int position) {
        return scores[position];
    }

    /** The item indexes, best first, as a copy. */
    public int[] items() {
        return items.clone();
    }
}
