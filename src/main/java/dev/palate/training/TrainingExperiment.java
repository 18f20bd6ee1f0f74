package dev.palate.training;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.evaluation.Experiment;
import dev.palate.core.evaluation.ExperimentPlan;
import dev.palate.core.evaluation.ExperimentResult;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.WarmStart;
import dev.palate.core.tuning.RandomSearch;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.core.tuning.TuningResult;
import dev.palate.model.ModelReader;
import dev.palate.rating.training.TrainingSet;
import dev.palate.training.order.TrainingOrder;
import dev.palate.training.progress.TrainingRecorder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Runs the experiment that an order describes. */
@Component
class TrainingExperiment {

    private final Catalogue catalogue;
    private final ModelReader models;
    private final TrainingSettings settings;
    private final Clock clock;

    TrainingExperiment(Catalogue catalogue, ModelReader models, TrainingSettings settings, Clock clock) {
        this.catalogue = catalogue;
        this.models = models;
        this.settings = settings;
        this.clock = clock;
    }

    /** Trains and evaluates; {@code resume} is the state of an interrupted attempt on the same data. */
    <H extends Record> ExperimentResult run(
            TrainingOrder<H> order, TrainingSet data, Optional<CheckpointReader> resume, TrainingListener listener) {
        return new Experiment().run(plan(order, data, resume, listener));
    }

    /** Searches on the data that the training is going to see; the recorder follows the search and can cancel it. */
    <H extends Record> TuningResult<H> tune(
            TrainingOrder<H> order, TuningBudget budget, TrainingSet data, TrainingRecorder recorder) {
        ExperimentPlan<H> plan = plan(order, data, Optional.empty(), recorder);
        return new RandomSearch(clock, recorder)
                .run(plan.contender(), new Experiment().comparison(plan), budget, order.seed());
    }

    private <H extends Record> ExperimentPlan<H> plan(
            TrainingOrder<H> order, TrainingSet data, Optional<CheckpointReader> resume, TrainingListener listener) {
        TrainingOptions options = new TrainingOptions(
                order.seed(),
                settings.threadCount(),
                listener,
                resume,
                resume.isPresent() ? Optional.empty() : warmStart(order, data));
        ExperimentPlan.Data experiment = new ExperimentPlan.Data(
                data.ratings(),
                Optional.of(data.users().ids()),
                Optional.of(categories(data.items().ids())));
        return new ExperimentPlan<>(order.contender(), experiment, order.evaluation(), options);
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
