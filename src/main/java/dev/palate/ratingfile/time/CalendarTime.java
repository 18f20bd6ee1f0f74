package dev.palate.ratingfile.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times written as dates, with or without a time of day and a zone. Names of days and months are English. */
record CalendarTime(DateTimeFormatter formatter) {

    static final String ISO_NAME = "iso";

    /** ISO-8601 with common deviations: a space instead of the T, no seconds, an offset without minutes, or the name of a zone. */
    static final CalendarTime ISO = new CalendarTime(new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
            .appendPattern("-M-d[['T'][ ]H:mm[:ss]]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[ ][XXX][XX][X]['['VV']'][z]")
            .toFormatter(Locale.ENGLISH));

    private static final List<String> USUAL = List.of(
            "EEE MMM dd HH:mm:ss Z yyyy",
            "EEE MMM dd HH:mm:ss zzz yyyy",
            "EEE, d MMM yyyy HH:mm:ss [Z][zzz]",
            "yyyy/M/d[ H:mm[:ss]]",
            "d.M.yyyy[ H:mm[:ss]]",
            "M/d/yyyy[ H:mm[:ss]]",
            "d/M/yyyy[ H:mm[:ss]]",
            "MM d, yyyy",
            "MMM d, yyyy",
            "d MMM yyyy");

    /** @throws IllegalArgumentException if it is no pattern */
    static CalendarTime ofPattern(String pattern) {
        return new CalendarTime(new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH));
    }

    /** {@code yyyyMMdd} or {@code yyyyMMddHHmmss} if all of {@code sample}, which look like numbers, are written that way. */
    static @Nullable String compactPattern(List<String> sample) {
        String pattern = sample.isEmpty()
                ? ""
                : switch (sample.get(0).length()) {
                    case 8 -> "yyyyMMdd";
                    case 14 -> "yyyyMMddHHmmss";
                    default -> "";
                };
        CalendarTime compact = ofPattern(pattern);
        boolean fits = !pattern.isEmpty()
                && sample.stream()
                        .allMatch(text -> text.length() == pattern.length()
                                && (text.startsWith("19") || text.startsWith("20"))
                                && compact.micros(text) != TimeFormat.UNREADABLE);
        return fits ? pattern : null;
    }

    /**
     * The usual pattern that reads most of {@code sample}. It is null if ISO-8601 reads as many, if no pattern reads any, or if
     * the two best patterns read as many but disagree ({@code 03/04/2020}).
     */
    static @Nullable String patternOfMost(List<String> sample) {
        long most = ISO.readable(sample);
        String found = null;
        for (String pattern : USUAL) {
            CalendarTime candidate = ofPattern(pattern);
            long count = candidate.readable(sample);
            if (found != null && count == most && !candidate.agrees(ofPattern(found), sample)) {
                return null;
            }
            if (count > most) {
                most = count;
                found = pattern;
            }
        }
        return found;
    }

    long micros(String text) {
        try {
            TemporalAccessor time =
                    formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            return micros(instant(time));
        } catch (DateTimeException | ArithmeticException e) {
            return TimeFormat.UNREADABLE;
        }
    }

    /** {@code ChronoUnit.MICROS.between} counts nanoseconds, which overflow after 292 years. */
    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }

    private long readable(List<String> sample) {
        return sample.stream()
                .filter(text -> micros(text) != TimeFormat.UNREADABLE)
                .count();
    }

    private boolean agrees(CalendarTime other, List<String> sample) {
        return sample.stream().allMatch(text -> micros(text) == other.micros(text));
    }

    private static Instant instant(TemporalAccessor time) {
        if (time instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        return time instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : LocalDate.from(time).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
