package dev.palate.model;

import dev.palate.core.hyperparameter.HyperparameterSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm that can be trained.
 *
 * @param activeVersion the version in service; null where there is none
 */
public record AlgorithmOverview(
        String algorithm,
        String description,
        @Nullable Integer activeVersion,
        long versions,
        List<HyperparameterSpec> hyperparameters) {}
