package dev.palate.recommendation.selection;

import java.util.Arrays;

/** How similar each item of a pool is to a list that grows: the greatest Jaccard similarity of its categories to those of an item. */
final class Similarity {

    private final int[][] categories;
    private final double[] greatest;

    /** @param categories codes of each item of the pool, ascending */
    Similarity(int[][] categories) {
        this.categories = categories;
        this.greatest = new double[categories.length];
    }

    /** The similarity of item {@code i} of the pool to the list; 0 for an empty list. */
    double of(int i) {
        return greatest[i];
    }

    /** Appends item {@code i} of the pool to the list. */
    void add(int i) {
        for (int other = 0; other < greatest.length; other++) {
            greatest[other] = Math.max(greatest[other], jaccard(categories[other], categories[i]));
        }
    }

    /** Of two ascending sets; 0 if either is empty. */
    static double jaccard(int[] a, int[] b) {
        int common = 0;
        for (int code : a) {
            if (Arrays.binarySearch(b, code) >= 0) {
                common++;
            }
        }
        return common == 0 ? 0 : (double) common / (a.length + b.length - common);
    }
}
