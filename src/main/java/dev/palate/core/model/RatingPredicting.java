package dev.palate.core.model;

import dev.palate.core.matrix.SparseVector;

/** A model whose scores are ratings, on the scale of the training ratings. */
public interface RatingPredicting {

    /**
     * Predicts the ratings of a user that the model was trained on.
     *
     * @param trainingRow the user's row in the training matrix
     * @param ratings that row
     * @param predictions receives {@code [items]}, not yet clipped to the rating scale
     */
    void predict(int trainingRow, SparseVector ratings, float[] predictions);
}
