package dev.palate.feedback;

import org.jspecify.annotations.Nullable;

/**
 * What a recommendation list was computed with.
 *
 * @param model the algorithm, or the fallback that replaced it
 * @param version of the model; null with a fallback
 * @param arm the arm of a traffic split; null outside of one
 */
public record ListSource(
        String model, @Nullable Integer version, @Nullable Arm arm) {}
