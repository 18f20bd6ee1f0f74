package dev.palate.core.training;

/** The purposes of an algorithm's presets. */
public final class Presets {

    /** Ranking the items that a user has not rated. */
    public static final String RANKING = "ranking";

    /** Predicting the values of future ratings. */
    public static final String RATING_PREDICTION = "rating-prediction";

    /** Exactly the notebook's model, measured as in the notebook. */
    public static final String NOTEBOOK = "notebook";

    private Presets() {}
}
