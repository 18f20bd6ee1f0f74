package dev.palate.training;

import dev.palate.core.evaluation.Protocol;
import dev.palate.core.training.Presets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a model is measured unless the request says otherwise. */
final class DefaultProtocol {

    private static final Map<String, String> NOTEBOOK_OBJECTIVES =
            Map.of("objective", "reconstruction", "likelihood", "gaussian");

    private DefaultProtocol() {}

    /**
     * What the preset is for; else the notebook's own protocol for its two objectives, so that its tables come out, and strong
     * generalization for all others.
     */
    static Protocol of(@Nullable String preset, Map<String, Object> hyperparameters) {
        if (Presets.RATING_PREDICTION.equals(preset)) {
            return Protocol.RATING_PREDICTION;
        }
        boolean notebook = NOTEBOOK_OBJECTIVES.entrySet().stream()
                .anyMatch(objective -> objective.getValue().equals(hyperparameters.get(objective.getKey())));
        return notebook ? Protocol.RECONSTRUCTION : Protocol.STRONG_GENERALIZATION;
    }
}
