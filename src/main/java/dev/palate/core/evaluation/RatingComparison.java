package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.model.Model;
import dev.palate.core.model.RatingPredicting;
import dev.palate.core.split.RatingSplit;
import dev.palate.core.training.EpochValidation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Predictors of ratings on one split: trained on its training ratings, steered by validation ratings held out of those. */
public final class RatingComparison {

    /** Higher is better, as a criterion must be. */
    private static final String CRITERION = "negative-rmse";

    private final RatingMatrix train;
    private final RatingMatrix test;
    private final RatingEvaluator validationEvaluator;
    private final RatingEvaluator testEvaluator;
    private final EvaluationSettings settings;

    private RatingComparison(RatingSplit validation, RatingMatrix test, EvaluationSettings settings, int threads) {
        this.train = validation.train();
        this.test = test;
        this.settings = settings;
        this.validationEvaluator = new RatingEvaluator(validation, threads);
        this.testEvaluator = new RatingEvaluator(new RatingSplit(train, test), threads);
    }

    /** Holds the validation ratings out of {@code test.train()}. */
    public static RatingComparison of(RatingSplit test, EvaluationSettings settings, int threads) {
        // Another seed than the test's: the same would hold out next to the same items.
        RatingSplit validation =
                RatingSplit.of(test.train(), settings.validationShare(), settings.splitSeed() + 0x5bd1e995L);
        return of(validation, test.heldOut(), settings, threads);
    }

    /** On validation ratings of one's own. */
    public static RatingComparison of(
            RatingSplit validation, RatingMatrix test, EvaluationSettings settings, int threads) {
        return new RatingComparison(validation, test, settings, threads);
    }

    /** All that an algorithm receives. */
    public RatingMatrix train() {
        return train;
    }

    /** {@code rmse} and {@code mae} on the validation ratings; absent for a model that does not predict ratings. */
    public EpochValidation validation() {
        return new EpochValidation() {
            @Override
            public Map<String, Double> measure(Model model, int epoch) {
                return model instanceof RatingPredicting predictor ? withCriterion(predictor) : Map.of();
            }

            @Override
            public Optional<String> criterion() {
                return Optional.of(CRITERION);
            }
        };
    }

    private Map<String, Double> withCriterion(RatingPredicting predictor) {
        Map<String, Double> metrics = new LinkedHashMap<>(validationEvaluator.validate(predictor));
        metrics.put(CRITERION, -metrics.getOrDefault("rmse", 0.0));
        return metrics;
    }

    /** Reads the test ratings. */
    public Map<String, Estimate> measure(RatingPredicting predictor) {
        return testEvaluator.measure(predictor, new Bootstrap(settings.bootstrapSamples(), settings.splitSeed()));
    }

    /** Damped means of the training ratings. */
    public AlgorithmResult baseline() {
        return new AlgorithmResult("user-item-means", null, Map.of(), measure(RatingMeans.of(train)), 0);
    }

    public ProtocolReport report(String note, List<AlgorithmResult> results) {
        int users = 0;
        for (int user = 0; user < test.rowCount(); user++) {
            users += test.row(user).isEmpty() ? 0 : 1;
        }
        return new ProtocolReport(
                Protocol.RATING_PREDICTION.id(),
                note,
                settings.k(),
                settings.threshold(),
                settings.splitSeed(),
                train.rowCount(),
                users,
                test.rowCount() - users,
                results);
    }
}
