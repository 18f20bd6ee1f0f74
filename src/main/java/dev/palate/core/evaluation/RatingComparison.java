package dev.palate.core.evaluation;

import dev.palate.core.evaluation.detail.MeasureListener;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.RatingPredicting;
import dev.palate.core.split.EvaluationSplit;
import dev.palate.core.split.HeldOutUsers;
import dev.palate.core.split.RatingSplit;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.Processors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Comparison} of predicted ratings: validation and test ratings are held out from the users that are trained on. */
public final class RatingComparison implements Comparison {

    /** A criterion must be higher for better models. */
    private static final String CRITERION = "negative-rmse";

    private final RatingMatrix train;
    private final RatingMatrix validation;
    private final RatingMatrix test;
    private final RatingEvaluator validationEvaluator;
    private final RatingEvaluator testEvaluator;
    private final EvaluationSettings settings;
    private final Processors processors;

    /** With given validation ratings. */
    public RatingComparison(
            RatingSplit validation, RatingMatrix test, EvaluationSettings settings, Processors processors) {
        this.train = validation.train();
        this.validation = validation.heldOut();
        this.test = test;
        this.settings = settings;
        this.processors = processors;
        this.validationEvaluator = new RatingEvaluator(validation, processors.threads());
        this.testEvaluator = new RatingEvaluator(new RatingSplit(train, test), processors.threads());
    }

    /** Holds the validation ratings out of {@code test.train()}. */
    public static RatingComparison of(RatingSplit test, EvaluationSettings settings, Processors processors) {
        // Not the seed of the test split, which would hold out almost the same items again.
        RatingSplit validation =
                RatingSplit.of(test.train(), settings.holdOut().validationShare(), settings.splitSeed() + 0x5bd1e995L);
        return new RatingComparison(validation, test.heldOut(), settings, processors);
    }

    @Override
    public RatingMatrix train() {
        return train;
    }

    @Override
    public Processors processors() {
        return processors;
    }

    @Override
    public RatingComparison on(Processors others) {
        return new RatingComparison(new RatingSplit(train, validation), test, settings, others);
    }

    /** {@code rmse}, {@code mse} and {@code mae} on the validation ratings; nothing for a model that does not predict ratings. */
    @Override
    public Optional<EpochValidation> validation() {
        if (validation.size() == 0) {
            return Optional.empty();
        }
        return Optional.of(EpochValidation.of(
                Optional.of(CRITERION),
                (model, epoch) -> model instanceof RatingPredicting predictor ? withCriterion(predictor) : Map.of()));
    }

    private Map<String, Double> withCriterion(RatingPredicting predictor) {
        Map<String, Double> metrics = new LinkedHashMap<>(validationEvaluator.validate(predictor));
        double rmse = metrics.getOrDefault("rmse", 0.0);
        metrics.put("mse", rmse * rmse);
        metrics.put(CRITERION, -rmse);
        return metrics;
    }

    @Override
    public Comparison withoutValidation() {
        RatingMatrix none = validation.atLeast(Float.POSITIVE_INFINITY);
        return new RatingComparison(
                new RatingSplit(RatingSplit.merge(train, validation), none), test, settings, processors);
    }

    @Override
    public AlgorithmResult measure(
            Contender<?> contender, ItemScorer model, double trainSeconds, MeasureListener listener) {
        if (!(model instanceof RatingPredicting predictor)) {
            throw new IllegalArgumentException(
                    "models of '" + contender.name() + "' with these hyper-parameters do not predict ratings");
        }
        return AlgorithmResult.of(contender, measure(predictor), trainSeconds);
    }

    private Map<String, Estimate> measure(RatingPredicting predictor) {
        return testEvaluator.measure(predictor, settings.bootstrap());
    }

    /** The users with relevant test ratings, who are trained on as well, for rankings of what they have not rated in training. */
    EvaluationSplit rankingSplit() {
        HeldOutUsers users = HeldOutUsers.following(train, test, settings.threshold());
        return new EvaluationSplit(
                train,
                HeldOutUsers.none(train.columnCount()),
                train,
                new HeldOutUsers(users.foldIn(), users.heldOut(), 0));
    }

    /** The result of the damped means of the training ratings. */
    public AlgorithmResult baseline() {
        return new AlgorithmResult("user-item-means", null, Map.of(), measure(RatingMeans.of(train)), 0);
    }

    @Override
    public ProtocolReport report(String protocol, String note, List<AlgorithmResult> results) {
        int users = 0;
        for (int user = 0; user < test.rowCount(); user++) {
            users += test.row(user).isEmpty() ? 0 : 1;
        }
        ProtocolReport.Users counts = new ProtocolReport.Users(train.rowCount(), users, test.rowCount() - users);
        return ProtocolReport.of(protocol, note, settings, counts, results);
    }
}
