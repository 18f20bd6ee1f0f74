package dev.palate.core.training;

/** What an algorithm's presets are made for. */
public final class Presets {

    /** Ordering what a user has not rated. */
    public static final String RANKING = "ranking";

    /** The values of ratings to come. */
    public static final String RATING_PREDICTION = "rating-prediction";

    /** The notebook's protocol. */
    public static final String RECONSTRUCTION = "reconstruction";

    private Presets() {}
}
