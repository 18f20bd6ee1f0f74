package dev.palate.core.network;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.TwoStageScores;
import java.util.Optional;

/** The forward pass of a trained network. Immutable and safe for concurrent use. */
public interface NetworkScorer extends AutoCloseable {

    /** Scores of all items for one user, with the mean of the code: {@code scores[items]}. */
    void score(SparseVector ratings, float[] scores);

    /** As {@link #score}, for rows {@code from..to-1}: {@code scores[(to - from) x items]}, row-major. */
    void scoreRows(RatingMatrix ratings, int from, int to, float[] scores);

    /** As {@link dev.palate.core.model.ItemScorer#twoStages}. */
    default Optional<TwoStageScores> twoStages() {
        return Optional.empty();
    }

    /**
     * The output of the encoder for the rows {@code order[from..to-1]}: {@code mu} and {@code logvar} if the network has a
     * latent code, {@code codes[(to - from) x 2 latent]}, else the activations of its last encoder layer.
     */
    void encode(RatingMatrix ratings, int[] order, int from, int to, float[] codes);

    /** Scores from given codes: {@code codes[rows x code size]}, {@code scores[rows x items]}. */
    void decode(float[] codes, int rows, float[] scores);

    @Override
    void close();
}
