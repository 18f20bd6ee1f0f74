package dev.palate.training;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.Algorithms;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Experiment;
import dev.palate.core.evaluation.ExperimentPlan;
import dev.palate.core.evaluation.ExperimentResult;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.WarmStart;
import dev.palate.core.tuning.RandomSearch;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.core.tuning.TuningResult;
import dev.palate.model.ModelReader;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.rating.training.TrainingSet;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Does what an order says with the ratings at hand. */
@Component
class TrainingExperiment {

    private final Algorithms algorithms;
    private final Catalogue catalogue;
    private final ModelReader models;
    private final TrainingSettings settings;
    private final Clock clock;

    TrainingExperiment(
            Algorithms algorithms, Catalogue catalogue, ModelReader models, TrainingSettings settings, Clock clock) {
        this.algorithms = algorithms;
        this.catalogue = catalogue;
        this.models = models;
        this.settings = settings;
        this.clock = clock;
    }

    /** Trains and measures; {@code resume} is the state of an interrupted start on the same data. */
    ExperimentResult run(
            TrainingOrder order, TrainingSet data, Optional<CheckpointReader> resume, JobRecorder recorder) {
        Algorithm<?> algorithm = algorithm(order);
        return run(algorithm, order, data, resume, recorder);
    }

    /** Searches on what the training is going to see; the recorder hears of it and can cancel. */
    JobTuning tune(TrainingOrder order, TuningBudget budget, TrainingSet data, JobRecorder recorder) {
        Algorithm<?> algorithm = algorithm(order);
        return tune(algorithm, order, budget, data, recorder);
    }

    private <H extends Record> JobTuning tune(
            Algorithm<H> algorithm, TrainingOrder order, TuningBudget budget, TrainingSet data, JobRecorder recorder) {
        ExperimentPlan<H> plan = plan(algorithm, order, data, Optional.empty(), recorder);
        TuningResult<H> found = new RandomSearch(clock, recorder)
                .run(plan.contender(), new Experiment().comparison(plan), budget, order.seed());
        return new JobTuning(algorithm.hyperparameters().write(found.best()), found.score(), found.trials());
    }

    Contender<?> contender(TrainingOrder order) {
        return contender(algorithm(order), order);
    }

    private static <H extends Record> Contender<H> contender(Algorithm<H> algorithm, TrainingOrder order) {
        return new Contender<>(algorithm, algorithm.hyperparameters().read(order.hyperparameters()));
    }

    private Algorithm<?> algorithm(TrainingOrder order) {
        return algorithms
                .find(order.algorithm())
                .orElseThrow(() -> new UnknownAlgorithmException(order.algorithm(), algorithms));
    }

    private <H extends Record> ExperimentResult run(
            Algorithm<H> algorithm,
            TrainingOrder order,
            TrainingSet data,
            Optional<CheckpointReader> resume,
            JobRecorder recorder) {
        return new Experiment().run(plan(algorithm, order, data, resume, recorder));
    }

    private <H extends Record> ExperimentPlan<H> plan(
            Algorithm<H> algorithm,
            TrainingOrder order,
            TrainingSet data,
            Optional<CheckpointReader> resume,
            JobRecorder recorder) {
        TrainingOptions options = new TrainingOptions(
                order.seed(),
                settings.threadCount(),
                recorder,
                resume,
                resume.isPresent() ? Optional.empty() : warmStart(order, data));
        return new ExperimentPlan<>(
                new Contender<>(algorithm, algorithm.hyperparameters().read(order.hyperparameters())),
                data.ratings(),
                evaluation(order.evaluation()),
                options,
                Optional.of(categories(data.items().ids())));
    }

    private Optional<WarmStart> warmStart(TrainingOrder order, TrainingSet data) {
        return Optional.ofNullable(order.warmStart())
                .map(version -> models.warmStart(order.algorithm(), version, data.items()));
    }

    private static EvaluationSettings evaluation(Map<String, Object> settings) {
        String protocol = String.valueOf(settings.get("protocol"));
        return EvaluationSettings.schema(
                        Protocol.valueOf(protocol.toUpperCase(Locale.ROOT).replace('-', '_')))
                .read(settings);
    }

    private ItemCategories categories(List<String> itemIds) {
        CatalogueSnapshot items = catalogue.snapshot();
        return ItemCategories.of(itemIds.stream()
                .map(id -> items.find(id).map(Item::categories).orElse(List.of()))
                .toList());
    }
}
