package dev.palate.recommendation.scoring;

import dev.palate.recommendation.query.Fallback;
import org.jspecify.annotations.Nullable;

/**
 * Where the scores of a list come from: a model version, a fallback if there is no version or nothing to fold in, or the
 * user's own ratings.
 *
 * @param model the algorithm; null with a fallback and for the user's own ratings
 * @param version of the model; null without a model
 * @param fallback {@code popularity}, {@code trending} or {@code latest}, or null
 */
public record Origin(
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String fallback) {

    public static final Origin POPULARITY = new Origin(null, null, "popularity");

    /** The user's own ratings. */
    public static final Origin RATINGS = new Origin(null, null, null);

    /** The list that replaces a model. */
    static Origin of(Fallback fallback) {
        return fallback == Fallback.POPULAR ? POPULARITY : new Origin(null, null, fallback.key());
    }

    public static Origin of(String model, int version) {
        return new Origin(model, version, null);
    }

    /** For messages: {@code vae version 3}, {@code popularity}. */
    public String name() {
        return fallback == null ? model + " version " + version : fallback;
    }

    /** The name of the model or of the fallback, without a version. */
    public String tag() {
        return model != null ? model : String.valueOf(fallback);
    }
}
