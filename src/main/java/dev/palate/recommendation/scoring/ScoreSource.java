package dev.palate.recommendation.scoring;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.AdditiveScorer;
import dev.palate.core.model.Posterior;
import dev.palate.core.model.TwoStageScores;
import dev.palate.model.serving.ServedModel;
import dev.palate.recommendation.query.Exploration;
import dev.palate.recommendation.query.Fallback;
import java.util.Optional;

/** What computes the scores of a list: a model version, or popularity. Immutable. */
public sealed interface ScoreSource {

    Origin origin();

    /** The scored items by index. */
    IdIndex items();

    /** Differs for sources whose scores can differ. */
    String revision();

    /** The least preference that the scores depend on; negative infinity if they depend on all, or on none. */
    default float leastInput() {
        return Float.NEGATIVE_INFINITY;
    }

    /** Whether the scores depend on the order in which the user came to the items. */
    default boolean usesRecency() {
        return false;
    }

    /** Whether the scores are logarithms of probabilities, up to a constant. */
    default boolean scoresAreLogits() {
        return model().map(served -> served.scorer().scoresAreLogits()).orElse(false);
    }

    /** Writes {@code [items]} into {@code scores}, which can be longer. */
    void score(SparseVector foldIn, float[] scores);

    /** A faster way to the best items than {@link #score}; empty if there is none. */
    default Optional<TwoStageScores> twoStages() {
        return Optional.empty();
    }

    /** Whether scoring several users in one batch costs less than scoring them one by one. */
    default boolean benefitsFromBatching() {
        return false;
    }

    /** The model version that the scores are of; empty for popularity. */
    default Optional<ServedModel> model() {
        return Optional.empty();
    }

    /** Whether leaving ratings out explains the scores. */
    default boolean isExplainable() {
        return false;
    }

    /** The scorer, if it knows what each rating adds to a score. */
    default Optional<AdditiveScorer> additive() {
        return Optional.empty();
    }

    /** Writes rows {@code from..to-1} of {@code foldIn} as {@code [(to - from) x items]}. */
    void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores);

    /** A model version. */
    record OfModel(ServedModel served) implements ScoreSource {

        @Override
        public Optional<ServedModel> model() {
            return Optional.of(served);
        }

        @Override
        public boolean isExplainable() {
            return true;
        }

        @Override
        public Optional<AdditiveScorer> additive() {
            return served.scorer() instanceof AdditiveScorer additive ? Optional.of(additive) : Optional.empty();
        }

        @Override
        public Origin origin() {
            return Origin.of(served.algorithm(), served.version());
        }

        @Override
        public IdIndex items() {
            return served.items();
        }

        @Override
        public String revision() {
            return served.revision();
        }

        @Override
        public float leastInput() {
            return served.scorer().leastInput();
        }

        @Override
        public boolean usesRecency() {
            return served.scorer().usesRecency();
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            served.scorer().score(foldIn, scores);
        }

        @Override
        public Optional<TwoStageScores> twoStages() {
            return served.scorer().twoStages();
        }

        @Override
        public boolean benefitsFromBatching() {
            return served.scorer().benefitsFromBatching();
        }

        @Override
        public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
            served.scorer().scoreRows(foldIn, from, to, scores);
        }
    }

    /** A model version whose scores are sampled from its posterior instead of being the most likely ones. */
    record OfPosterior(OfModel mean, Posterior posterior, Exploration exploration) implements ScoreSource {

        @Override
        public Optional<ServedModel> model() {
            return mean.model();
        }

        @Override
        public Origin origin() {
            return mean.origin();
        }

        @Override
        public IdIndex items() {
            return mean.items();
        }

        @Override
        public String revision() {
            return mean.revision() + ' ' + exploration;
        }

        @Override
        public float leastInput() {
            return mean.leastInput();
        }

        @Override
        public boolean usesRecency() {
            return mean.usesRecency();
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            posterior.sample(foldIn, exploration.scale(), exploration.seed(), scores);
        }

        @Override
        public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
            int items = items().size();
            float[] row = new float[items];
            for (int r = from; r < to; r++) {
                score(foldIn.row(r), row);
                System.arraycopy(row, 0, scores, (r - from) * items, items);
            }
        }
    }

    /** A list that is the same for every user: by the number of ratings, after the trending or the latest items. */
    record OfPopularity(Fallback kind, RatingCounts popularity) implements ScoreSource {

        @Override
        public Origin origin() {
            return Origin.of(kind);
        }

        @Override
        public IdIndex items() {
            return popularity.items();
        }

        @Override
        public String revision() {
            return kind + " " + popularity.revision();
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            popularity.write(scores, 0);
        }

        @Override
        public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
            for (int row = from; row < to; row++) {
                popularity.write(scores, (row - from) * popularity.items().size());
            }
        }
    }
}
