package dev.palate.interaction.type.web;

import dev.palate.interaction.type.InteractionType;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations of interaction types in requests and responses: days and hours, but no months, whose length differs. */
final class Durations {

    static final String EXPECTED = "a duration in days or hours such as P30D or PT12H, at most P36500D";
    static final String ALWAYS = "always";
    static final String NEVER = "never";

    private static final Pattern DAYS_AND_TIME =
            Pattern.compile("P(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    /** Empty if the text is not a positive duration. */
    static Optional<Duration> parse(String text) {
        if (!DAYS_AND_TIME.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(text))
                    .filter(duration -> !duration.isZero() && duration.compareTo(LONGEST) <= 0);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** In days if possible. */
    static @Nullable String text(@Nullable Duration duration) {
        if (duration == null) {
            return null;
        }
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? "P" + duration.toDays() + "D"
                : duration.toString();
    }

    /** An exclusion in words or as a duration. */
    static String exclusion(double seconds) {
        if (seconds == InteractionType.ALWAYS) {
            return ALWAYS;
        }
        String duration = text(seconds == InteractionType.NEVER ? null : Duration.ofSeconds((long) seconds));
        return duration == null ? NEVER : duration;
    }
}
