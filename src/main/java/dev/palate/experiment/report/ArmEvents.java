package dev.palate.experiment.report;

import dev.palate.experiment.statistics.RatioSample;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the users of one arm did, on one day or in total.
 *
 * @param day UTC, on which the lists were issued; null in total
 * @param arm its position
 * @param sample the users with the numerator and the denominator of the metric
 */
record ArmEvents(@Nullable LocalDate day, int arm, Counts counts, RatioSample sample) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    /**
     * @param lists of which an item was shown
     * @param clicked items, whether reported as shown or not
     * @param rated items, whether reported as shown or not
     * @param shownAndClicked shown items that were clicked
     * @param hits lists of which a shown item was clicked or rated
     * @param hitUsers users with such a list
     */
    record Counts(long lists, long shown, long clicked, long rated, long shownAndClicked, long hits, long hitUsers) {}

    static ArmEvents none(@Nullable LocalDate day, int arm) {
        return new ArmEvents(day, arm, NONE, RatioSample.EMPTY);
    }
}
