package dev.palate.core.tuning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One training of a search.
 *
 * @param rung 0 the shortest trainings
 * @param hyperparameters as trained, with the rung's epochs
 * @param score the validation criterion; null where training failed
 * @param failure why it failed, else null
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
