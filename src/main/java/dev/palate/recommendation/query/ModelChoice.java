package dev.palate.recommendation.query;

import org.jspecify.annotations.Nullable;

/**
 * The model that computes a list.
 *
 * @param algorithm such as {@code vae}; null: the default model
 * @param version of that algorithm; null: the active one
 * @param exploration whether the list is sampled from the model's posterior
 */
public record ModelChoice(
        @Nullable String algorithm, @Nullable Integer version, Exploration exploration) {

    /** The default model's active version. */
    public static final ModelChoice DEFAULT = new ModelChoice(null, null, Exploration.NONE);

    public static ModelChoice active(String algorithm) {
        return new ModelChoice(algorithm, null, Exploration.NONE);
    }
}
