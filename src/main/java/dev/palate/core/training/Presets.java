package dev.palate.core.training;

/** The purposes of an algorithm's presets. */
public final class Presets {

    /** Ranking the items that a user has not rated. */
    public static final String RANKING = "ranking";

    /** Predicting the values of future ratings. */
    public static final String RATING_PREDICTION = "rating-prediction";

    /** The notebook's protocol. */
    public static final String RECONSTRUCTION = "reconstruction";

    private Presets() {}
}
