package dev.palate.core.model;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;

/**
 * A faster way to the best items of a large catalogue than to score all of them exactly: approximate scores of all items, then exact
 * scores of the best ones. The methods may be called by any number of threads.
 */
public interface TwoStageScores {

    /** The number of the best candidates of a user whose scores must be refined before a list is selected. */
    int refinedItems();

    /** Writes approximate scores {@code [items]} of one user. */
    void score(SparseVector foldIn, float[] scores);

    /** As {@link #score}, for rows {@code from..to-1}: {@code scores[(to - from) x items]}, row-major. */
    void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores);

    /**
     * Replaces the scores of some items by exact ones.
     *
     * @param items the indexes of these items
     * @param scores {@code [items]} from {@code offset}
     */
    void refine(SparseVector foldIn, int[] items, float[] scores, int offset);
}
