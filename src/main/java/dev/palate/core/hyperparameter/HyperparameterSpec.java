package dev.palate.core.hyperparameter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is published about one hyper-parameter.
 *
 * @param name as in settings
 * @param kind {@code integer}, {@code number}, {@code boolean}, {@code choice} or {@code integers} (a list)
 * @param defaultValue as {@link HyperparameterSchema#write} writes it
 * @param min least allowed value, or null where there is no bound
 * @param max greatest allowed value, or null where there is no bound
 * @param choices the allowed values of a {@code choice}, else empty
 * @param tune the range that tuning draws from, as in {@link Hyperparameter#tune()}; empty where it keeps the value
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
