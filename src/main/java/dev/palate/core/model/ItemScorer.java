package dev.palate.core.model;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.Optional;

/**
 * Maps one user's ratings (the fold-in) to a score for every item. Immutable and safe for concurrent use.
 *
 * <p>The fold-in holds the user's raw ratings; thresholds and normalisation are up to the algorithm. The user need not be in the
 * training set, and the fold-in may be empty. Scores are finite, comparable only within one user, and higher is better; items
 * that the user has rated are scored like all others. {@link TopN} defines candidates, exclusions and ordering.
 */
public interface ItemScorer extends AutoCloseable {

    /** The number of items that are scored: the column count of the training matrix. */
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

    /** A faster way to the best items than {@link #score}, which is always exact; empty if there is none. */
    default Optional<TwoStageScores> twoStages() {
        return Optional.empty();
    }

    /**
     * The least rating that the scorer uses, in rating units; lower ones are as if they were absent. Negative infinity if it uses all
     * ratings.
     */
    default float leastInput() {
        return Float.NEGATIVE_INFINITY;
    }

    /** Whether the scores depend on the recency ranks of a fold-in. */
    default boolean usesRecency() {
        return false;
    }

    /** Whether the scores are logits: logarithms of the probabilities of the items, up to a constant. */
    default boolean scoresAreLogits() {
        return false;
    }

    /** Whether one call of {@link #scoreRows} costs less than the corresponding calls of {@link #score}. */
    default boolean benefitsFromBatching() {
        return false;
    }

    /** The distribution over scores, for models that have one; {@link #score} uses its mean. */
    default Optional<Posterior> posterior() {
        return Optional.empty();
    }

    /** Releases off-heap memory, which the garbage collector would otherwise release later; later calls are undefined. */
    @Override
    default void close() {}
}
