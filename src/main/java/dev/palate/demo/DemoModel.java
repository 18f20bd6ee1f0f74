package dev.palate.demo;

import dev.palate.core.Algorithms;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Presets;
import dev.palate.model.ModelReader;
import dev.palate.model.promotion.Promotion;
import dev.palate.model.version.ModelVersionSummary;
import dev.palate.problem.PageParameters;
import dev.palate.training.TrainingJob;
import dev.palate.training.order.OrderOptions;
import dev.palate.training.order.SettingsJson;
import dev.palate.training.order.TrainingOrder;
import java.util.List;
import java.util.OptionalInt;

/**
 * A model of the demo: an algorithm with one of its presets.
 *
 * @param promote whether its version goes into service
 */
record DemoModel<H extends Record>(Algorithm<H> algorithm, String preset, Promotion promote) {

    private static final int RECENT_VERSIONS = 100;

    /** The notebook's two models, which are no better than popularity and therefore never go into service. */
    static List<DemoModel<?>> notebook(Algorithms algorithms) {
        return List.of(
                of(algorithms, "autorec", Presets.NOTEBOOK, Promotion.NEVER),
                of(algorithms, "vae", Presets.NOTEBOOK, Promotion.NEVER));
    }

    /** The model that is to answer. */
    static DemoModel<?> ranking(Algorithms algorithms) {
        return of(algorithms, "vae", Presets.RANKING, Promotion.IF_BETTER);
    }

    private static DemoModel<?> of(Algorithms algorithms, String algorithm, String preset, Promotion promote) {
        return new DemoModel<>(algorithms.find(algorithm).orElseThrow(), preset, promote);
    }

    String name() {
        return algorithm.name();
    }

    TrainingOrder<H> order() {
        return TrainingOrder.of(algorithm, preset).with(OrderOptions.STANDARD.with(promote));
    }

    boolean isTrainedBy(TrainingJob job) {
        return job.algorithm().equals(name())
                && SettingsJson.read(
                                algorithm.hyperparameters(),
                                algorithm.hyperparameters().defaults(),
                                job.hyperparameters())
                        .equals(hyperparameters());
    }

    /** Its latest version, if there is one. */
    OptionalInt version(ModelReader models) {
        return models.versions(name(), PageParameters.first(RECENT_VERSIONS)).items().stream()
                .filter(version -> algorithm
                        .hyperparameters()
                        .read(version.hyperparameters())
                        .equals(hyperparameters()))
                .mapToInt(ModelVersionSummary::version)
                .findFirst();
    }

    private H hyperparameters() {
        return Contender.of(algorithm, preset).hyperparameters();
    }
}
