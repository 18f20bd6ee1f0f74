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

    /**
     * @param name {@code epoch-seconds}, {@code epoch-millis}, {@code epoch-micros}, {@code epoch-nanos}, {@code iso} or a
     *     pattern of {@link java.time.format.DateTimeFormatter} with English names
     * @throws IllegalArgumentException if it is none of them
     */
    public static TimeFormat named(String name) {
        if (name.equals(CalendarTime.ISO_NAME)) {
            return new TimeFormat(name, CalendarTime.ISO::micros);
        }
        EpochUnit unit = EpochUnit.named(name);
        return unit != null ? new TimeFormat(name, unit::micros) : pattern(name);
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
