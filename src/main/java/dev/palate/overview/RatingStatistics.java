package dev.palate.overview;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ratings of one user, or of one item.
 *
 * @param mean null without ratings
 * @param distribution by value, ascending; one entry for each value, or for each of {@value #MOST_VALUES} equal steps if there are more
 *     values
 * @param firstAt the time of the earliest one; null without ratings
 * @param latestAt the time of the latest one; null without ratings
 */
public record RatingStatistics(
        long count,
        @Nullable Double mean,
        List<Share> distribution,
        @Nullable Instant firstAt,
        @Nullable Instant latestAt) {

    static final int MOST_VALUES = 20;

    public RatingStatistics {
        distribution = List.copyOf(distribution);
    }

    /**
     * How often a value was given.
     *
     * @param value the value, or the upper end of a step
     */
    @Schema(name = "RatingShare")
    public record Share(double value, long count) {}
}
