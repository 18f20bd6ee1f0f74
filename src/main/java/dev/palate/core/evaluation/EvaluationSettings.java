package dev.palate.core.evaluation;

import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.split.HeldOutUsers;
import dev.palate.core.split.UserSplit;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Which data are held out and how a model is measured on them; read from settings and published like hyper-parameters. */
public record EvaluationSettings(
        @Hyperparameter("How models are measured.") Protocol protocol,

        @Hyperparameter(
                value = "Cut-offs of the rankings; the last one steers early stopping.",
                min = 1,
                max = 1000,
                maxLength = 10)
        List<Integer> k,

        @Hyperparameter(value = "Ratings of at least this are relevant; 0 for implicit data.", min = -1e6, max = 1e6)
        double threshold,

        HoldOut holdOut,

        @Hyperparameter(
                value = "Resamples of the users from which each 95% confidence interval is computed.",
                min = 100,
                max = 100000)
        int bootstrapSamples) {

    /**
     * Which share of the data a model is not trained on.
     *
     * @param splitSeed also the seed of the fold-in split and of the bootstrap; not of training
     */
    public record HoldOut(
            @Hyperparameter(value = "Share of the users that validation holds out.", min = 0, max = 0.5)
            double validationShare,

            @Hyperparameter(
                    value = "Share of the users (rating-prediction: of the ratings) that the test holds out.",
                    min = 0.001,
                    max = 0.5)
            double testShare,

            @Hyperparameter(
                    value = "Share of a held-out user's relevant items that the model does not see.",
                    min = 0.01,
                    max = 0.99)
            double heldOutShare,

            @Hyperparameter(value = "Seed of the split and of the bootstrap.", min = 0, max = 4294967295.0)
            long splitSeed) {

        /** The training, validation and test users among {@code count}. */
        public UserSplit users(int count) {
            return UserSplit.of(count, validationShare, testShare, splitSeed);
        }

        /**
         * The training, validation and test users by their ids.
         *
         * @param relevantItems how many items are relevant to the user of a row; a user with too few of them is trained on
         */
        public UserSplit users(List<String> ids, IntUnaryOperator relevantItems) {
            return UserSplit.stable(
                    ids,
                    row -> HeldOutUsers.isMeasurable(relevantItems.applyAsInt(row), heldOutShare),
                    validationShare,
                    testShare,
                    splitSeed);
        }
    }

    private static final HoldOut TENTHS = new HoldOut(0.1, 0.1, 0.2, 1);

    public EvaluationSettings {
        if (k.isEmpty()) {
            throw new IllegalArgumentException("k must hold at least one cut-off");
        }
        k = k.stream().distinct().sorted().toList();
    }

    /** The notebook's own split, that of scikit-learn's {@code train_test_split(0.2, random_state=42)}. */
    public static EvaluationSettings reconstruction() {
        return new EvaluationSettings(Protocol.RECONSTRUCTION, List.of(20), 4, new HoldOut(0, 0.2, 0.2, 42), 1000);
    }

    /** A tenth of the users each for validation and test. */
    public static EvaluationSettings strongGeneralization() {
        return new EvaluationSettings(Protocol.STRONG_GENERALIZATION, List.of(10, 20, 50, 100), 4, TENTHS, 1000);
    }

    /** A tenth of the ratings for the test, and of the rest a tenth for validation. */
    public static EvaluationSettings ratingPrediction() {
        return new EvaluationSettings(Protocol.RATING_PREDICTION, List.of(20), 4, TENTHS, 1000);
    }

    /** Reads settings over the standard ones of {@code protocol}. */
    public static HyperparameterSchema<EvaluationSettings> schema(Protocol protocol) {
        return HyperparameterSchema.of(
                switch (protocol) {
                    case RECONSTRUCTION -> reconstruction();
                    case STRONG_GENERALIZATION -> strongGeneralization();
                    case RATING_PREDICTION -> ratingPrediction();
                });
    }

    /** The same with another threshold. */
    public EvaluationSettings withThreshold(double newThreshold) {
        return new EvaluationSettings(protocol, k, newThreshold, holdOut, bootstrapSamples);
    }

    /** The standard ranking measures, with the threshold, the users, the seed and the bootstrap of this. */
    EvaluationSettings asRanking() {
        EvaluationSettings ranking = strongGeneralization();
        return new EvaluationSettings(ranking.protocol, ranking.k, threshold, holdOut, bootstrapSamples);
    }

    public long splitSeed() {
        return holdOut.splitSeed();
    }

    Bootstrap bootstrap() {
        return new Bootstrap(bootstrapSamples, splitSeed());
    }
}
