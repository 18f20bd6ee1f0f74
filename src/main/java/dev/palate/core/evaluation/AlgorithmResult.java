package dev.palate.core.evaluation;

import dev.palate.core.metrics.Estimate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One algorithm's row of a report.
 *
 * @param version of the stored model; null where the model was trained only for this report
 * @param hyperparameters of the training, by name
 * @param metrics by name, such as {@code ndcg@100}, in the order of the report
 * @param trainSeconds duration of the training, validation included
 */
public record AlgorithmResult(
        String algorithm,
        @Nullable Integer version,
        Map<String, Object> hyperparameters,
        Map<String, Estimate> metrics,
        double trainSeconds) {

    static AlgorithmResult of(Contender<?> contender, Map<String, Estimate> metrics, double trainSeconds) {
        return new AlgorithmResult(contender.name(), null, contender.settings(), metrics, trainSeconds);
    }

    /** The same with another name, for two contenders of one algorithm. */
    public AlgorithmResult named(String name) {
        return new AlgorithmResult(name, version, hyperparameters, metrics, trainSeconds);
    }

    public AlgorithmResult {
        hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
