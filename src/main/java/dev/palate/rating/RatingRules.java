package dev.palate.rating;

import dev.palate.problem.ExternalId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The rules that every rating obeys, whether it arrives over HTTP or in a file: the ids, the scale and the time. Each check
 * returns null for a valid value, and otherwise what the value must be, as the end of a sentence.
 */
@Component
public class RatingRules {

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Duration CLOCK_DIFFERENCE = Duration.ofDays(1);

    private final RatingScale scale;
    private final Clock clock;

    RatingRules(RatingScale scale, Clock clock) {
        this.scale = scale;
        this.clock = clock;
    }

    /** Checks the id of a user or an item. */
    public @Nullable String checkId(String id) {
        return ExternalId.Check.isValid(id) ? null : "must have 1 to 200 characters and no control characters";
    }

    /** Checks a value on the configured scale. NaN is not on any scale. */
    public @Nullable String checkValue(double value) {
        return scale.contains(value) ? null : "must be " + scale.description();
    }

    /** Checks a time: at the earliest 1900, at the latest one day after now, because clocks differ. */
    public @Nullable String checkTime(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(clock.instant().plus(CLOCK_DIFFERENCE))
                ? null
                : "must lie between 1900 and tomorrow";
    }

    /** The current time in the precision in which ratings are stored. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    public RatingScale scale() {
        return scale;
    }
}
