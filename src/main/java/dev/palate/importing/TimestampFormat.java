package dev.palate.importing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a file writes times; all of them are read as microseconds since 1970, UTC. */
@FunctionalInterface
interface TimestampFormat {

    long SECOND = 1_000_000;

    long micros(String text) throws BadLineException;

    /**
     * @param name see {@link ImportOptions#timestampFormat}; null means epoch-seconds for a number, else iso
     * @throws IllegalArgumentException if it is neither a known name nor a pattern
     */
    static TimestampFormat of(@Nullable String name) {
        if (name == null) {
            return text -> isNumber(text) ? epoch(text, SECOND) : parsed(DateTimeFormatter.ISO_DATE_TIME, text);
        }
        return switch (name) {
            case "epoch-seconds" -> text -> epoch(text, SECOND);
            case "epoch-millis" -> text -> epoch(text, 1000);
            case "iso" -> text -> parsed(DateTimeFormatter.ISO_DATE_TIME, text);
            default -> pattern(name);
        };
    }

    private static boolean isNumber(String text) {
        char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        return last >= '0' && last <= '9' && text.indexOf('T') < 0;
    }

    private static TimestampFormat pattern(String pattern) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        return text -> parsed(formatter, text);
    }

    private static long epoch(String text, long unit) throws BadLineException {
        try {
            return Math.multiplyExact(Long.parseLong(text), unit);
        } catch (NumberFormatException e) {
            throw new BadLineException("the timestamp must be a whole number, not " + text);
        } catch (ArithmeticException e) {
            throw new BadLineException("the timestamp must lie between 1900 and tomorrow, not " + text);
        }
    }

    private static long parsed(DateTimeFormatter formatter, String text) throws BadLineException {
        try {
            TemporalAccessor time =
                    formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant(time));
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadLineException("the timestamp cannot be read: " + text);
        }
    }

    private static Instant instant(TemporalAccessor time) {
        if (time instanceof OffsetDateTime withOffset) {
            return withOffset.toInstant();
        }
        return time instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : LocalDate.from(time).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
