package dev.palate.core.evaluation;

import java.util.Locale;

/** How a model is measured; the numbers of two protocols are never comparable. */
public enum Protocol {

    /**
     * The notebook's: whole users are held out, and a model is asked to reproduce the very row that it is shown. Measures
     * reconstruction, not recommendation.
     */
    RECONSTRUCTION,

    /**
     * Liang et al. 2018: users are held out, a model sees the fold-in part of their ratings and ranks everything else;
     * relevant are the held-out items rated at least the threshold.
     */
    STRONG_GENERALIZATION,

    /** Sedhain et al. 2015: ratings are held out inside users, and their values are predicted. */
    RATING_PREDICTION;

    /** As in reports and requests: {@code strong-generalization}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
