package dev.palate.core.network;

import dev.palate.core.matrix.RatingMatrix;

/** Scores many rows at once on another device than the CPU. Safe for concurrent use. */
public interface RowScorer extends AutoCloseable {

    /**
     * As {@link NetworkScorer#scoreRows}, up to rounding.
     *
     * @return false if the device has failed or the rows are too few to be worth it: {@code scores} is then undefined, and the
     *     CPU must score
     */
    boolean scoreRows(RatingMatrix ratings, int from, int to, float[] scores);

    @Override
    void close();
}
