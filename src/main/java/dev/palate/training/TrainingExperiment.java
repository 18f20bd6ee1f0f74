package dev.palate.training;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.evaluation.Experiment;
import dev.palate.core.evaluation.ExperimentPlan;
import dev.palate.core.evaluation.ExperimentResult;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.memory.MemoryGuard;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.network.NetworkDevice;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.WarmStart;
import dev.palate.core.tuning.RandomSearch;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.core.tuning.TuningResult;
import dev.palate.model.ModelReader;
import dev.palate.rating.training.TrainingSet;
import dev.palate.training.order.AutoOrder;
import dev.palate.training.order.TrainingOrder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Runs the experiment that an order describes. */
@Component
class TrainingExperiment {

    private static final int MOST_BASELINE_ITEMS = 5_000;

    private final Catalogue catalogue;
    private final ModelReader models;
    private final Processors processors;
    private final Clock clock;

    TrainingExperiment(
            Catalogue catalogue, ModelReader models, TrainingSettings settings, NetworkDevice device, Clock clock) {
        this.catalogue = catalogue;
        this.models = models;
        this.processors = new Processors(settings.threadCount(), Optional.of(device), MemoryGuard.NONE);
        this.clock = clock;
    }

    /** Trains and evaluates; {@code resume} is the state of an interrupted attempt on the same data. */
    <H extends Record> ExperimentResult run(
            TrainingOrder<H> order, TrainingAttempt training, Optional<CheckpointReader> resume) {
        return new Experiment().run(plan(order, training, resume, training.recorder()));
    }

    /** Evaluates a model that exists already. Of a large catalogue, popularity is the only baseline, because the others take long. */
    <H extends Record> ExperimentResult measure(TrainingOrder<H> order, TrainingAttempt training) {
        Set<String> baselines = training.data().items().size() > MOST_BASELINE_ITEMS
                ? Set.of(new Popularity().name())
                : RankingComparison.baselineNames();
        return new Experiment().run(plan(order, training, Optional.empty(), training.recorder()), baselines);
    }

    /** Searches on the data that the training is going to see; the recorder follows the search and can cancel it. */
    <H extends Record> TuningResult<H> tune(TrainingOrder<H> order, TuningBudget budget, TrainingAttempt training) {
        ExperimentPlan<H> plan = plan(order, training, Optional.empty(), training.recorder());
        return new RandomSearch(clock, training.recorder())
                .run(plan.contender(), new Experiment().comparison(plan), budget, order.seed());
    }

    /** The comparison of the contenders of an automatic training: on the same users that a training of one algorithm holds out. */
    RankingComparison comparison(AutoOrder order, TrainingAttempt training) {
        return new Experiment()
                .rankings(data(training.data()), order.evaluation(), processors.within(training.memory()));
    }

    /** Trains the chosen contender on all users of {@code comparison} except those of the test, and evaluates it on these. */
    <H extends Record> ExperimentResult runFinal(
            TrainingOrder<H> chosen, TrainingAttempt training, FinalTraining last, RankingComparison comparison) {
        ExperimentPlan<H> plan = plan(chosen, training, last.resume(), last.listener());
        return new Experiment().runFinal(plan, comparison, last.baselines());
    }

    /** What a final training needs in addition: the state of an interrupted attempt, and the baselines that fit into the budget. */
    record FinalTraining(Optional<CheckpointReader> resume, TrainingListener listener, Set<String> baselines) {}

    private <H extends Record> ExperimentPlan<H> plan(
            TrainingOrder<H> order,
            TrainingAttempt training,
            Optional<CheckpointReader> resume,
            TrainingListener listener) {
        TrainingSet data = training.data();
        TrainingOptions options = new TrainingOptions(
                order.seed(),
                processors.within(training.memory()),
                listener,
                resume,
                resume.isPresent() ? Optional.empty() : warmStart(order, data));
        return new ExperimentPlan<>(order.contender(), data(data), order.evaluation(), options);
    }

    private ExperimentPlan.Data data(TrainingSet data) {
        return new ExperimentPlan.Data(
                data.ratings(),
                Optional.of(data.users().ids()),
                Optional.of(categories(data.items().ids())));
    }

    private Optional<WarmStart> warmStart(TrainingOrder<?> order, TrainingSet data) {
        return Optional.ofNullable(order.options().warmStart())
                .map(version -> models.warmStart(order.algorithm().name(), version, data.items()));
    }

    private ItemCategories categories(List<String> itemIds) {
        CatalogueSnapshot items = catalogue.snapshot();
        return ItemCategories.of(itemIds.stream()
                .map(id -> items.find(id).map(Item::categories).orElse(List.of()))
                .toList());
    }
}
