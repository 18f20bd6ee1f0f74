package dev.palate.training.order;

import dev.palate.core.evaluation.Protocol;
import dev.palate.core.training.Presets;
import org.jspecify.annotations.Nullable;

/** The protocol that measures a model unless the request names one. */
final class DefaultProtocol {

    private DefaultProtocol() {}

    /** The notebook's protocol for its preset, rating prediction for the preset of that name, else strong generalization. */
    static Protocol of(@Nullable String preset) {
        if (Presets.NOTEBOOK.equals(preset)) {
            return Protocol.RECONSTRUCTION;
        }
        return Presets.RATING_PREDICTION.equals(preset) ? Protocol.RATING_PREDICTION : Protocol.STRONG_GENERALIZATION;
    }
}
