package dev.palate.training;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for; null and absent settings leave the defaults.
 *
 * @param preset which of the algorithm's presets to start from instead of its defaults
 * @param protocol how the model is measured; by default {@code reconstruction} for the notebook's own objectives and
 *     {@code strong-generalization} for everything else
 * @param split settings of {@link dev.palate.core.evaluation.EvaluationSettings} but the protocol
 * @param promote {@code if-better} (default), {@code always} or {@code never}
 * @param warmStart a version of the same algorithm
 */
public record TrainingRequest(
        String algorithm,
        @Nullable String preset,
        Map<String, Object> hyperparameters,
        @Nullable String protocol,
        Map<String, Object> split,
        @Nullable Long seed,
        @Nullable String promote,
        @Nullable Integer warmStart) {

    /** The defaults. */
    public static TrainingRequest of(String algorithm) {
        return new TrainingRequest(algorithm, null, Map.of(), null, Map.of(), null, null, null);
    }
}
