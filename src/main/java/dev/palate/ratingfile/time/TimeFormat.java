package dev.palate.ratingfile.time;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a file writes times. Every time is read as microseconds since 1970, in UTC where it names no zone.
 *
 * @param name as {@link #named} takes it
 * @param reader returns microseconds, or {@link #UNREADABLE}
 */
public record TimeFormat(String name, ToLongFunction<String> reader) {

    /** What {@link #micros} returns for a text that is no time of this format. */
    public static final long UNREADABLE = Long.MIN_VALUE;

    private static final int EXCEL_DAYS_UNTIL_1970 = 25_569;
    private static final double MICROS_PER_DAY = 86_400e6;

    /**
     * @param name {@code epoch-seconds}, {@code epoch-millis}, {@code epoch-micros}, {@code epoch-nanos}, {@code excel} (days
     *     since 1899-12-30), {@code year}, {@code iso} or a pattern of {@link java.time.format.DateTimeFormatter} with English
     *     names
     * @throws IllegalArgumentException if it is none of them
     */
    public static TimeFormat named(String name) {
        return switch (name) {
            case CalendarTime.ISO_NAME -> new TimeFormat(name, CalendarTime.ISO::micros);
            case "year" -> new TimeFormat(name, text -> CalendarTime.ISO.micros(text + "-01-01"));
            case "excel" -> new TimeFormat(name, TimeFormat::excel);
            default -> {
                EpochUnit unit = EpochUnit.named(name);
                yield unit != null ? new TimeFormat(name, unit::micros) : pattern(name);
            }
        };
    }

    private static long excel(String text) {
        return EpochUnit.isNumber(text)
                ? Math.round((Double.parseDouble(text) - EXCEL_DAYS_UNTIL_1970) * MICROS_PER_DAY)
                : UNREADABLE;
    }

    /**
     * The format that most of {@code sample} is written in. Where that is {@code iso} or an epoch, the others are read too:
     * in the rest of the file a number is an epoch, in seconds unless the sample shows another unit, and a text is ISO-8601.
     */
    public static TimeFormat detect(List<String> sample) {
        String compact = CalendarTime.compactPattern(sample);
        if (compact != null) {
            return pattern(compact);
        }
        List<String> texts =
                sample.stream().filter(text -> !EpochUnit.isNumber(text)).toList();
        EpochUnit unit = EpochUnit.ofMost(sample);
        boolean numeric = texts.size() * 2 <= sample.size();
        String pattern = numeric ? null : CalendarTime.patternOfMost(texts);
        return pattern != null
                ? pattern(pattern)
                : new TimeFormat(
                        numeric ? unit.displayName() : CalendarTime.ISO_NAME,
                        text -> EpochUnit.isNumber(text) ? unit.micros(text) : CalendarTime.ISO.micros(text));
    }

    private static TimeFormat pattern(String pattern) {
        return new TimeFormat(pattern, CalendarTime.ofPattern(pattern)::micros);
    }

    /** The time, {@link #UNREADABLE}, or {@link Long#MAX_VALUE} for a time beyond what 64 bits hold. */
    public long micros(@Nullable String text) {
        return text == null || text.isEmpty() ? UNREADABLE : reader.applyAsLong(text);
    }
}
