package dev.palate.recommendation;

import org.jspecify.annotations.Nullable;

/**
 * Which model is to answer.
 *
 * @param algorithm such as {@code vae}; null: the default model
 * @param version of that algorithm; null: the active one
 */
public record ModelChoice(
        @Nullable String algorithm, @Nullable Integer version) {

    /** The default model's active version. */
    public static final ModelChoice DEFAULT = new ModelChoice(null, null);

    public static ModelChoice active(String algorithm) {
        return new ModelChoice(algorithm, null);
    }
}
