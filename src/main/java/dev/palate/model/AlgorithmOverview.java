package dev.palate.model;

import dev.palate.core.hyperparameter.HyperparameterSpec;
import dev.palate.model.serving.Precision;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm that can be trained. The record has one component for each field of the response.
 *
 * @param activeVersion the active version; null if there is none
 * @param servedAs the precision in which this process serves it; null if this process has not loaded a version
 * @param presets settings for other purposes than those of the defaults, by the name that requests use
 */
public record AlgorithmOverview(
        String algorithm,
        String description,
        @Nullable Integer activeVersion,
        @Nullable Precision servedAs,
        long versions,
        List<HyperparameterSpec> hyperparameters,
        Map<String, Map<String, Object>> presets) {}
