package dev.palate.core.evaluation;

import java.util.Locale;

/** How a model is measured. Numbers of different protocols are not comparable. */
public enum Protocol {

    /**
     * The notebook's protocol: whole users are held out, and a model has to reproduce the same row that it is shown. It
     * measures reconstruction, not recommendation.
     */
    RECONSTRUCTION("Measures how well a model reproduces the same ratings that it is shown, not how well it recommends:"
            + " input and target are the same row, and the scores of unrated items count as errors. A model is only"
            + " useful by this measure if it is better than popularity."),

    /**
     * Liang et al. 2018: users are held out, a model sees the fold-in part of their ratings and ranks everything else;
     * relevant are the held-out items rated at least the threshold.
     */
    STRONG_GENERALIZATION(
            "Measures recommendation to users who were not trained on: part of each test user's relevant items"
                    + " is shown, everything else is ranked, and the hidden ones are to be found."),

    /** Sedhain et al. 2015: some ratings of each user are held out, and their values are predicted. */
    RATING_PREDICTION(
            "Measures the predicted values of ratings that were hidden inside users, clipped to the rating scale;"
                    + " an item without training ratings is predicted by its user's mean, a user without any by the item's.");

    private final String note;

    Protocol(String note) {
        this.note = note;
    }

    /** As in reports and requests: {@code strong-generalization}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What its numbers mean and what they do not mean, in plain language. */
    public String note() {
        return note;
    }
}
