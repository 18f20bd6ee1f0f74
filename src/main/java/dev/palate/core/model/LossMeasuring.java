package dev.palate.core.model;

import dev.palate.core.matrix.RatingMatrix;
import java.util.OptionalDouble;

/** A model that computes its training objective on users who were not trained on. */
public interface LossMeasuring {

    /**
     * Passes {@code rows} through the model, all as one batch.
     *
     * @param rows {@code [users x items]}
     * @param seed of the latent noise, for models that sample
     */
    HeldOutLoss heldOutLoss(RatingMatrix rows, long seed);

    /**
     * The loss of rows that were not trained on.
     *
     * @param testLoss in the unit of the training loss, without penalties
     * @param meanSquaredError of the outputs as ratings; empty if the outputs are not ratings
     */
    record HeldOutLoss(double testLoss, OptionalDouble meanSquaredError) {

        /** The squared error of the rated items alone: the loss is a mean over the rows, the error one over the ratings. */
        public static HeldOutLoss ofRatings(ItemScorer scorer, RatingMatrix rows) {
            float[] scores = new float[scorer.itemCount()];
            double sum = 0;
            for (int row = 0; row < rows.rowCount(); row++) {
                scorer.score(rows.row(row), scores);
                for (int at = rows.rowStart(row); at < rows.rowStart(row + 1); at++) {
                    double error = scores[rows.column(at)] - rows.value(at);
                    sum += error * error;
                }
            }
            return new HeldOutLoss(
                    sum / Math.max(1, rows.rowCount()), OptionalDouble.of(sum / Math.max(1, rows.size())));
        }
    }
}
