package dev.palate.core.model;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.Optional;

/**
 * Maps one user's ratings (the fold-in) to a score for every item. Immutable and safe for concurrent use.
 *
 * <p>The fold-in holds the user's raw ratings, not yet thresholded or normalised: what an algorithm makes of them (only
 * those of at least 4 as 1, say) is its own matter. A user needs not have been in the training set, and an empty fold-in
 * is answered too. Scores are finite, comparable inside one call's row only, and higher is better; items that the user has
 * rated are scored like any other. Candidates, exclusions and ordering are the business of {@link TopN}.
 */
public interface ItemScorer extends AutoCloseable {

    /** How many items are scored: the column count of the matrix that it was trained on. */
    int itemCount();

    /**
     * Scores one user.
     *
     * @param foldIn item indexes below {@link #itemCount()}
     * @param scores receives {@code [items]}; may be longer
     */
    void score(SparseVector foldIn, float[] scores);

    /**
     * Scores the users of rows {@code from..to-1}.
     *
     * @param foldIn {@code [users x items]}
     * @param scores receives {@code [(to - from) x items]}, row-major; may be longer
     */
    default void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
        float[] row = new float[itemCount()];
        for (int r = from; r < to; r++) {
            score(foldIn.row(r), row);
            System.arraycopy(row, 0, scores, (r - from) * itemCount(), itemCount());
        }
    }

    /** Whether {@link #scoreRows} of some users costs less than as many calls of {@link #score}. */
    default boolean gainsFromBatches() {
        return false;
    }

    /** The distribution that its scores are the mean's of; most have none. */
    default Optional<Posterior> posterior() {
        return Optional.empty();
    }

    /** Gives back off-heap memory early; calls after it are undefined. The garbage collector does it otherwise. */
    @Override
    default void close() {}
}
