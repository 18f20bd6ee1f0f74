package dev.palate.core.tuning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One training of a search.
 *
 * @param rung of the schedule; rung 0 has the shortest trainings
 * @param hyperparameters of this training, with the epochs of the rung
 * @param score the validation criterion; null if the training failed
 * @param failure the reason why it failed, else null
 */
public record TuningTrial(
        int rung,
        Map<String, Object> hyperparameters,
        @Nullable Double score,
        @Nullable String failure) {

    public TuningTrial {
        hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
    }
}
