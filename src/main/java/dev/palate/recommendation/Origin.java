package dev.palate.recommendation;

import org.jspecify.annotations.Nullable;

/**
 * Where a list's scores come from: a model's version or, where there was none or nothing to fold in, a fallback.
 *
 * @param model the algorithm; null with a fallback
 * @param version of the model; null with a fallback
 * @param fallback {@code popularity}, or null
 */
public record Origin(
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String fallback) {

    public static final Origin POPULARITY = new Origin(null, null, "popularity");

    public static Origin of(String model, int version) {
        return new Origin(model, version, null);
    }

    /** In words: {@code vae version 3}, {@code popularity}. */
    public String name() {
        return fallback == null ? model + " version " + version : fallback;
    }

    /** The model's or the fallback's name alone. */
    String tag() {
        return model != null ? model : String.valueOf(fallback);
    }
}
