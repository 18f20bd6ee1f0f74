package dev.palate.recommendation.query;

import org.jspecify.annotations.Nullable;

/**
 * The model that computes a list.
 *
 * @param algorithm such as {@code vae}; null: the default model
 * @param version of that algorithm; null: the active one
 * @param exploration whether the list is sampled from the model's posterior
 * @param fallback the list for users whom no model can score
 */
public record ModelChoice(
        @Nullable String algorithm, @Nullable Integer version, Exploration exploration, Fallback fallback) {

    /** The default model's active version. */
    public static final ModelChoice DEFAULT = new ModelChoice(null, null, Exploration.NONE);

    /** With the most popular items as fallback. */
    public ModelChoice(@Nullable String algorithm, @Nullable Integer version, Exploration exploration) {
        this(algorithm, version, exploration, Fallback.POPULAR);
    }

    public ModelChoice withFallback(Fallback newFallback) {
        return new ModelChoice(algorithm, version, exploration, newFallback);
    }

    public static ModelChoice active(String algorithm) {
        return new ModelChoice(algorithm, null, Exploration.NONE);
    }
}
