package dev.palate.training.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** How often the policy trains although no other rule applies: an interval, the times of a cron expression in UTC, or never. */
final class Recurrence {

    static final String NEVER = "never";
    static final String EXPECTED =
            "must be an ISO-8601 duration from PT1M to P3650D such as P1D, a cron expression of six fields in UTC such as"
                    + " '0 0 3 * * *', or 'never'";

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Function<Instant, @Nullable Instant> next;

    private Recurrence(Function<Instant, @Nullable Instant> next) {
        this.next = next;
    }

    /**
     * @throws IllegalArgumentException if the text is neither a duration within the bounds nor a cron expression with a next time
     */
    static Recurrence parse(String text) {
        if (text.equals(NEVER)) {
            return new Recurrence(after -> null);
        }
        if (text.startsWith("P")) {
            Duration interval = interval(text);
            if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("not between " + SHORTEST + " and " + LONGEST);
            }
            return new Recurrence(after -> after.plus(interval));
        }
        CronExpression cron = CronExpression.parse(text);
        if (next(cron, Instant.EPOCH) == null) {
            throw new IllegalArgumentException("no date matches");
        }
        return new Recurrence(after -> next(cron, after));
    }

    /** The first time after the given one. */
    Optional<Instant> next(Instant after) {
        return Optional.ofNullable(next.apply(after));
    }

    private static @Nullable Instant next(CronExpression cron, Instant after) {
        ZonedDateTime next = cron.next(after.atZone(ZoneOffset.UTC));
        return next == null ? null : next.toInstant();
    }

    /** Weeks are a period in Java, hours and days a duration; months and years have no fixed length. */
    private static Duration interval(String text) {
        try {
            if (!text.contains("W")) {
                return Duration.parse(text);
            }
            Period period = Period.parse(text);
            if (period.toTotalMonths() == 0) {
                return Duration.ofDays(period.get(ChronoUnit.DAYS));
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        throw new IllegalArgumentException("months and years have no fixed length");
    }
}
