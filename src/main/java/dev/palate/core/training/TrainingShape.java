package dev.palate.core.training;

import dev.palate.core.matrix.RatingMatrix;

/**
 * The size of a training set, from which the memory of a training is estimated.
 *
 * @param users with at least one rating
 * @param items of the catalogue
 * @param ratings of all users together
 */
public record TrainingShape(int users, int items, long ratings) {

    public static TrainingShape of(RatingMatrix ratings) {
        return new TrainingShape(ratings.rowCount(), ratings.columnCount(), ratings.size());
    }

    /** The bytes of such a matrix of ratings without ranks. */
    public long bytes() {
        return 8 * ratings + 4L * users;
    }
}
