package dev.palate.core.hyperparameter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The published description of one hyper-parameter.
 *
 * @param name as in settings
 * @param kind "integer", "number", "boolean", "choice", "integers" or "texts" (lists)
 * @param defaultValue as {@link HyperparameterSchema#write} writes it
 * @param min least allowed value, or null if there is no bound
 * @param max greatest allowed value, or null if there is no bound
 * @param choices the allowed values of the kind "choice", else empty
 * @param tune the range that tuning draws from, as in {@link Hyperparameter#tune()}; empty if tuning keeps the value
 */
public record HyperparameterSpec(
        String name,
        String kind,
        Object defaultValue,
        @Nullable Double min,
        @Nullable Double max,
        List<String> choices,
        String description,
        String tune) {}
