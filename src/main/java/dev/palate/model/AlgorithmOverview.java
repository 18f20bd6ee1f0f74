package dev.palate.model;

import dev.palate.core.hyperparameter.HyperparameterSpec;
import dev.palate.model.serving.Precision;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm that can be trained.
 *
 * @param activeVersion the version in service; null where there is none
 * @param servedAs what this process answers with; null where it has not loaded a version
 * @param presets settings for purposes that the defaults are not made for, by the name that a request gives
 */
public record AlgorithmOverview(
        String algorithm,
        String description,
        @Nullable Integer activeVersion,
        @Nullable Precision servedAs,
        long versions,
        List<HyperparameterSpec> hyperparameters,
        Map<String, Map<String, Object>> presets) {}
