package dev.palate.training.order;

import dev.palate.core.evaluation.Protocol;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Presets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The protocol that measures a model unless the request names one. */
final class DefaultProtocol {

    private static final Map<String, String> NOTEBOOK_OBJECTIVES =
            Map.of("objective", "reconstruction", "likelihood", "gaussian");

    private DefaultProtocol() {}

    /** Rating prediction for the preset of that name, else that of the hyper-parameters. */
    static <H extends Record> Protocol of(Algorithm<H> algorithm, H hyperparameters, @Nullable String preset) {
        return Presets.RATING_PREDICTION.equals(preset) ? Protocol.RATING_PREDICTION : of(algorithm, hyperparameters);
    }

    /** The notebook's protocol for its two objectives, which reproduces its tables; else strong generalization. */
    static <H extends Record> Protocol of(Algorithm<H> algorithm, H hyperparameters) {
        Map<String, Object> written = algorithm.hyperparameters().write(hyperparameters);
        boolean notebook = NOTEBOOK_OBJECTIVES.entrySet().stream()
                .anyMatch(objective -> objective.getValue().equals(written.get(objective.getKey())));
        return notebook ? Protocol.RECONSTRUCTION : Protocol.STRONG_GENERALIZATION;
    }
}
