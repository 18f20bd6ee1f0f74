package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.split.EvaluationSplit;
import dev.palate.core.split.RatingSplit;
import dev.palate.core.split.UserSplit;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.Presets;
import dev.palate.core.training.Processors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Splits the ratings, trains a model and the baselines on one part, and measures and reports both on the other part. Each epoch
 * is measured on users that the algorithm never receives.
 */
public final class Experiment {

    /**
     * Executes {@code plan} on the calling thread and the plan's worker threads.
     *
     * @throws dev.palate.core.training.TrainingCancelledException if the listener cancelled
     * @throws dev.palate.core.training.TrainingDivergedException if a number of the training is no longer finite
     * @throws IllegalArgumentException if there are too few users or ratings to split, or the algorithm's models do not
     *     predict ratings and the protocol requires that
     */
    public <H extends Record> ExperimentResult run(ExperimentPlan<H> plan) {
        return run(plan, RankingComparison.baselineNames());
    }

    /**
     * As {@link #run(ExperimentPlan)}.
     *
     * @param baselines the names of those that are trained and measured as well, by the protocol strong generalization
     */
    public <H extends Record> ExperimentResult run(ExperimentPlan<H> plan, Set<String> baselines) {
        return switch (plan.settings().protocol()) {
            case RECONSTRUCTION -> reconstruction(plan);
            case STRONG_GENERALIZATION ->
                strongGeneralization(plan, rankings(plan.data(), plan.settings(), plan.processors()), baselines);
            case RATING_PREDICTION -> ratingPrediction(plan);
        };
    }

    /**
     * The comparison that tuning for {@code plan} uses: the training and validation users of the experiment that follows, and
     * never its test users. For {@code reconstruction}, which has no validation users, a tenth of the training users are held
     * out, and rankings for them are measured.
     */
    public Comparison comparison(ExperimentPlan<?> plan) {
        EvaluationSettings settings = plan.settings();
        return switch (settings.protocol()) {
            case RECONSTRUCTION -> {
                RatingMatrix train = plan.ratings()
                        .selectRows(userSplit(plan.data(), settings).train());
                UserSplit users = UserSplit.of(train.rowCount(), 0.1, 0.1, settings.splitSeed());
                ExperimentPlan.Data data = new ExperimentPlan.Data(
                        train, Optional.empty(), plan.data().categories());
                yield rankings(data, settings.asRanking(), users, plan.processors());
            }
            case STRONG_GENERALIZATION -> rankings(plan.data(), settings, plan.processors());
            case RATING_PREDICTION -> ratings(plan);
        };
    }

    /** The notebook's tables, and strong generalization on the same held-out users. */
    private static <H extends Record> ExperimentResult reconstruction(ExperimentPlan<H> plan) {
        EvaluationSettings settings = plan.settings();
        UserSplit users = userSplit(plan.data(), settings);
        RatingMatrix train = plan.ratings().selectRows(users.train());
        ReconstructionEvaluator evaluator =
                new ReconstructionEvaluator(plan.ratings().selectRows(users.test()), settings.k(), plan.threads());
        // The notebook measures the test users after every epoch; no choice depends on it.
        EpochValidation validation =
                EpochValidation.of(Optional.empty(), (model, epoch) -> evaluator.validate(model, plan.seed() + epoch));
        ModelTraining training = new ModelTraining(plan.options());
        ModelTraining.Trained trained = training.train(plan.contender(), train, Optional.of(validation));

        List<AlgorithmResult> results = new ArrayList<>();
        results.add(result(plan, plan.contender(), trained, evaluator));
        // Mean ratings with 0 for missing ones: the scores of the other baselines are not ratings.
        Contender<?> baseline = Contender.of(new Popularity(), Presets.NOTEBOOK);
        results.add(result(plan, baseline, training.trainBaseline(baseline, train), evaluator));
        ProtocolReport report = ProtocolReport.of(
                Protocol.RECONSTRUCTION.id(),
                training.note(Protocol.RECONSTRUCTION.note()),
                settings,
                new ProtocolReport.Users(train.rowCount(), users.test().length, 0),
                results);
        RankingComparison ranking = rankings(plan.data(), settings.asRanking(), users, plan.processors());
        ProtocolReport strong =
                strongReport(plan, ranking, new Measured(trained, training), RankingComparison.baselineNames());
        return new ExperimentResult(
                trained.model(),
                EvaluationReport.of(List.of(report, strong)),
                ranking.pairedTest(trained.model(), training));
    }

    /**
     * The comparison of rankings that an experiment on these data makes.
     *
     * @throws IllegalArgumentException if there are too few users to split
     */
    public RankingComparison rankings(ExperimentPlan.Data data, EvaluationSettings settings, Processors processors) {
        return rankings(data, settings, userSplit(data, settings), processors);
    }

    /**
     * Trains a contender whose choice is made on the training and validation users of {@code comparison} together, and measures
     * it on the test users.
     *
     * @param baselines the names of those that are trained and measured as well
     */
    public <H extends Record> ExperimentResult runFinal(
            ExperimentPlan<H> plan, RankingComparison comparison, Set<String> baselines) {
        return strongGeneralization(plan, comparison.withoutValidation(), baselines);
    }

    private static <H extends Record> ExperimentResult strongGeneralization(
            ExperimentPlan<H> plan, RankingComparison comparison, Set<String> baselines) {
        ModelTraining training = new ModelTraining(plan.options());
        ModelTraining.Trained trained = training.train(plan.contender(), comparison.train(), comparison.validation());
        ProtocolReport report = strongReport(plan, comparison, new Measured(trained, training), baselines);
        return new ExperimentResult(
                trained.model(),
                EvaluationReport.of(List.of(report)),
                comparison.pairedTest(trained.model(), training));
    }

    private static <H extends Record> ExperimentResult ratingPrediction(ExperimentPlan<H> plan) {
        RatingComparison comparison = ratings(plan);
        ModelTraining training = new ModelTraining(plan.options());
        ModelTraining.Trained trained = training.train(plan.contender(), comparison.train(), comparison.validation());
        AlgorithmResult result = comparison.measure(plan.contender(), trained.model(), trained.seconds());
        ProtocolReport report = comparison.report(
                Protocol.RATING_PREDICTION.id(),
                training.note(Protocol.RATING_PREDICTION.note()),
                List.of(result, comparison.baseline()));
        RankingComparison ranking =
                new RankingComparison(comparison.rankingSplit(), plan.settings(), Optional.empty(), plan.processors());
        return new ExperimentResult(
                trained.model(), EvaluationReport.of(List.of(report)), ranking.pairedTest(trained.model(), training));
    }

    /** The plan's own model, and the training whose warnings belong to the report. */
    private record Measured(ModelTraining.Trained trained, ModelTraining training) {}

    private static ProtocolReport strongReport(
            ExperimentPlan<?> plan, RankingComparison comparison, Measured own, Set<String> baselines) {
        Set<String> others = new HashSet<>(baselines);
        others.remove(plan.contender().name());
        List<AlgorithmResult> results = new ArrayList<>();
        results.add(comparison.measure(
                plan.contender(), own.trained().model(), own.trained().seconds()));
        results.addAll(comparison.baselines(own.training(), others));
        return comparison.report(
                Protocol.STRONG_GENERALIZATION.id(),
                own.training().note(Protocol.STRONG_GENERALIZATION.note()),
                results);
    }

    private static RankingComparison rankings(
            ExperimentPlan.Data data, EvaluationSettings settings, UserSplit users, Processors processors) {
        EvaluationSplit split = EvaluationSplit.byUser(
                data.ratings(), users, settings.threshold(), settings.holdOut().heldOutShare(), settings.splitSeed());
        return new RankingComparison(split, settings, data.categories(), processors);
    }

    private static RatingComparison ratings(ExperimentPlan<?> plan) {
        EvaluationSettings settings = plan.settings();
        RatingSplit test = RatingSplit.of(plan.ratings(), settings.holdOut().testShare(), settings.splitSeed());
        return RatingComparison.of(test, settings, plan.processors());
    }

    private static UserSplit userSplit(ExperimentPlan.Data data, EvaluationSettings settings) {
        RatingMatrix ratings = data.ratings();
        if (settings.protocol() == Protocol.RECONSTRUCTION || data.userIds().isEmpty()) {
            return settings.holdOut().users(ratings.rowCount());
        }
        double threshold = settings.threshold();
        return settings.holdOut().users(data.userIds().get(), row -> relevantItems(ratings, row, threshold));
    }

    private static int relevantItems(RatingMatrix ratings, int row, double threshold) {
        int count = 0;
        for (int at = ratings.rowStart(row); at < ratings.rowStart(row + 1); at++) {
            count += ratings.value(at) >= (float) threshold ? 1 : 0;
        }
        return count;
    }

    private static AlgorithmResult result(
            ExperimentPlan<?> plan,
            Contender<?> contender,
            ModelTraining.Trained trained,
            ReconstructionEvaluator evaluator) {
        Map<String, Estimate> metrics =
                evaluator.measure(trained.model(), plan.seed(), plan.settings().bootstrap());
        return AlgorithmResult.of(contender, metrics, trained.seconds());
    }
}
