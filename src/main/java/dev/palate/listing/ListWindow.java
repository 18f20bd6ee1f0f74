package dev.palate.listing;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The days that a list is about: today and the days before it, in UTC.
 *
 * @param days their number, 1 to {@value #MOST_DAYS}; null: all time
 */
public record ListWindow(@Nullable Integer days) {

    /** A year; longer ago, events are not counted by day. */
    public static final int MOST_DAYS = 366;

    public static final ListWindow ALL_TIME = new ListWindow(null);

    public ListWindow {
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            throw new IllegalArgumentException("a window has 1 to " + MOST_DAYS + " days, not " + days);
        }
    }

    public static ListWindow ofDays(int days) {
        return new ListWindow(days);
    }

    /**
     * Parses an ISO-8601 period, such as {@code P7D}, {@code P2W} or {@code P1M}, or a duration of whole days, such as {@code PT48H}.
     *
     * @param today on which the window ends: a month has as many days as the one before this day
     * @throws InvalidWindowException if it is neither, or no window that the list can have
     */
    static ListWindow parse(String text, ListKind kind, LocalDate today) {
        long days = days(text, kind, today);
        if (days < 1 || days > kind.mostDays()) {
            throw new InvalidWindowException(text, kind);
        }
        return new ListWindow((int) days);
    }

    /** The first day; null: there is none. */
    public @Nullable LocalDate firstDay(LocalDate today) {
        return days == null ? null : today.minusDays(days - 1L);
    }

    /** As an ISO-8601 period in days; null: all time. */
    public @Nullable String text() {
        return days == null ? null : "P" + days + "D";
    }

    private static long days(String text, ListKind kind, LocalDate today) {
        try {
            if (!text.toUpperCase(Locale.ROOT).contains("T")) {
                return ChronoUnit.DAYS.between(today.minus(Period.parse(text)), today);
            }
            Duration duration = Duration.parse(text);
            if (duration.equals(Duration.ofDays(duration.toDays()))) {
                return duration.toDays();
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidWindowException(text, kind);
        }
        throw new InvalidWindowException(text, kind);
    }
}
