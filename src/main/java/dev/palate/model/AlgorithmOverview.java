package dev.palate.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.palate.core.hyperparameter.HyperparameterSpec;
import dev.palate.model.quality.ModelScore;
import dev.palate.model.serving.Precision;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm that can be trained. The record has one component for each field of the response.
 *
 * @param activeVersion the active version; null if there is none
 * @param isDefault whether the active version answers requests that name no model
 * @param score the latest measurement of the active version; null if there is none
 * @param warnings what is wrong with the active version, each with a call that gives a better one
 * @param servedAs the precision in which this process serves it; null if this process has not loaded a version
 * @param presets settings for other purposes than those of the defaults, by the name that requests use
 */
public record AlgorithmOverview(
        String algorithm,
        String description,
        @Nullable Integer activeVersion,
        @JsonProperty("default") boolean isDefault,
        @Nullable ModelScore score,
        List<String> warnings,
        @Nullable Precision servedAs,
        long versions,
        List<HyperparameterSpec> hyperparameters,
        Map<String, Map<String, Object>> presets) {}
