package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.model.Model;
import dev.palate.core.split.EvaluationSplit;
import dev.palate.core.split.RatingSplit;
import dev.palate.core.split.UserSplit;
import dev.palate.core.training.EpochValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Splits, trains, measures each epoch on users that the algorithm never receives, and reports beside the baselines. */
public final class Experiment {

    /**
     * Runs {@code plan} to its end on the calling thread and {@code plan.threads()} workers.
     *
     * @throws dev.palate.core.training.TrainingCancelledException if the listener asked to stop
     * @throws dev.palate.core.training.TrainingDivergedException if training left the finite numbers
     * @throws IllegalArgumentException if there are too few users or ratings to split, or the algorithm's models do not
     *     predict ratings and the protocol asks for them
     */
    public <H extends Record> ExperimentResult run(ExperimentPlan<H> plan) {
        return switch (plan.settings().protocol()) {
            case RECONSTRUCTION -> reconstruction(plan);
            case STRONG_GENERALIZATION -> strongGeneralization(plan);
            case RATING_PREDICTION -> ratingPrediction(plan);
        };
    }

    /**
     * What tuning for {@code plan} looks at: the training and validation users of the experiment that would be run, and never
     * its test users. For {@code reconstruction}, which validates on nobody, a tenth of the training users are held out and
     * ranked for.
     */
    public Comparison comparison(ExperimentPlan<?> plan) {
        EvaluationSettings settings = plan.settings();
        return switch (settings.protocol()) {
            case RECONSTRUCTION -> {
                RatingMatrix train = plan.ratings().selectRows(userSplit(plan).train());
                EvaluationSettings ranking =
                        EvaluationSettings.strongGeneralization().alike(settings);
                UserSplit users = UserSplit.of(train.rowCount(), 0.1, 0.1, settings.splitSeed());
                yield new RankingComparison(
                        EvaluationSplit.byUser(
                                train, users, settings.threshold(), settings.heldOutShare(), settings.splitSeed()),
                        ranking,
                        plan.categories(),
                        plan.threads());
            }
            case STRONG_GENERALIZATION -> comparison(plan, settings, userSplit(plan));
            case RATING_PREDICTION -> {
                RatingSplit test = RatingSplit.of(plan.ratings(), settings.testShare(), settings.splitSeed());
                yield RatingComparison.of(test, settings, plan.threads());
            }
        };
    }

    /** The notebook's tables, and strong generalization on the same held-out users. */
    private static <H extends Record> ExperimentResult reconstruction(ExperimentPlan<H> plan) {
        EvaluationSettings settings = plan.settings();
        UserSplit users = userSplit(plan);
        RatingMatrix train = plan.ratings().selectRows(users.train());
        ReconstructionEvaluator evaluator =
                new ReconstructionEvaluator(plan.ratings().selectRows(users.test()), settings.k(), plan.threads());
        ModelTraining training = new ModelTraining(plan.listener());
        ModelTraining.Trained trained =
                training.train(plan, train, Optional.of(new ReconstructionValidation(evaluator, plan.seed())));

        Bootstrap bootstrap = bootstrap(settings);
        List<AlgorithmResult> results = new ArrayList<>();
        results.add(result(plan, trained, evaluator.measure(trained.model(), plan.seed(), bootstrap)));
        for (Contender<?> baseline : Baselines.reconstruction()) {
            ModelTraining.Trained other = training.trainSilently(baseline, train, plan.seed(), plan.threads());
            results.add(new AlgorithmResult(
                    baseline.algorithm().name(),
                    null,
                    baseline.settings(),
                    evaluator.measure(other.model(), plan.seed(), bootstrap),
                    other.seconds()));
        }
        ProtocolReport report = new ProtocolReport(
                Protocol.RECONSTRUCTION.id(),
                training.note(Protocol.RECONSTRUCTION.note()),
                settings.k(),
                settings.threshold(),
                settings.splitSeed(),
                train.rowCount(),
                users.test().length,
                0,
                results);
        RankingComparison ranking =
                comparison(plan, EvaluationSettings.strongGeneralization().alike(settings), users);
        ProtocolReport strong = strongReport(plan, ranking, trained, training);
        return new ExperimentResult(trained.model(), new EvaluationReport(List.of(report, strong)));
    }

    private static <H extends Record> ExperimentResult strongGeneralization(ExperimentPlan<H> plan) {
        RankingComparison comparison = comparison(plan, plan.settings(), userSplit(plan));
        ModelTraining training = new ModelTraining(plan.listener());
        ModelTraining.Trained trained = training.train(plan, comparison.train(), comparison.validation());
        ProtocolReport report = strongReport(plan, comparison, trained, training);
        return new ExperimentResult(trained.model(), new EvaluationReport(List.of(report)));
    }

    private static <H extends Record> ExperimentResult ratingPrediction(ExperimentPlan<H> plan) {
        EvaluationSettings settings = plan.settings();
        RatingSplit test = RatingSplit.of(plan.ratings(), settings.testShare(), settings.splitSeed());
        ModelTraining training = new ModelTraining(plan.listener());
        RatingComparison comparison = RatingComparison.of(test, settings, plan.threads());
        ModelTraining.Trained trained = training.train(plan, comparison.train(), comparison.validation());
        Contender<H> contender = new Contender<>(plan.algorithm(), plan.hyperparameters());
        AlgorithmResult result = comparison.measure(contender, trained.model(), trained.seconds());
        ProtocolReport report = comparison.report(
                Protocol.RATING_PREDICTION.id(),
                training.note(Protocol.RATING_PREDICTION.note()),
                List.of(result, comparison.baseline()));
        return new ExperimentResult(trained.model(), new EvaluationReport(List.of(report)));
    }

    private static <H extends Record> ProtocolReport strongReport(
            ExperimentPlan<H> plan,
            RankingComparison comparison,
            ModelTraining.Trained trained,
            ModelTraining training) {
        Contender<H> contender = new Contender<>(plan.algorithm(), plan.hyperparameters());
        List<AlgorithmResult> results = new ArrayList<>();
        results.add(comparison.measure(contender, trained.model(), trained.seconds()));
        results.addAll(
                comparison.baselines(training, plan.seed(), plan.algorithm().name()));
        return comparison.report(
                Protocol.STRONG_GENERALIZATION.id(), training.note(Protocol.STRONG_GENERALIZATION.note()), results);
    }

    private static RankingComparison comparison(ExperimentPlan<?> plan, EvaluationSettings settings, UserSplit users) {
        EvaluationSplit split = EvaluationSplit.byUser(
                plan.ratings(), users, settings.threshold(), settings.heldOutShare(), settings.splitSeed());
        return new RankingComparison(split, settings, plan.categories(), plan.threads());
    }

    private static UserSplit userSplit(ExperimentPlan<?> plan) {
        EvaluationSettings settings = plan.settings();
        return UserSplit.of(
                plan.ratings().rowCount(), settings.validationShare(), settings.testShare(), settings.splitSeed());
    }

    private static Bootstrap bootstrap(EvaluationSettings settings) {
        return new Bootstrap(settings.bootstrapSamples(), settings.splitSeed());
    }

    private static <H extends Record> AlgorithmResult result(
            ExperimentPlan<H> plan, ModelTraining.Trained trained, Map<String, Estimate> metrics) {
        return new AlgorithmResult(
                plan.algorithm().name(),
                null,
                plan.algorithm().hyperparameters().write(plan.hyperparameters()),
                metrics,
                trained.seconds());
    }

    /** The notebook looks at the test users after every epoch; nothing is chosen by it. */
    private record ReconstructionValidation(ReconstructionEvaluator evaluator, long seed) implements EpochValidation {

        @Override
        public Map<String, Double> measure(Model model, int epoch) {
            return evaluator.validate(model, seed + epoch);
        }

        @Override
        public Optional<String> criterion() {
            return Optional.empty();
        }
    }
}
