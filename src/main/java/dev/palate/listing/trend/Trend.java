package dev.palate.listing.trend;

/**
 * How an item's events in a window compare with what its past predicts.
 *
 * @param events in the window
 * @param expected how many events the item's past predicts for the window
 * @param score how unusual the events are, in standard deviations, the latest days counting most; items below {@link Trends#LEAST_SCORE}
 *     do not trend
 */
public record Trend(long events, double expected, double score) {

    public boolean isTrending() {
        return score >= Trends.LEAST_SCORE;
    }
}
