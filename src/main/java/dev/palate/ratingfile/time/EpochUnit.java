package dev.palate.ratingfile.time;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The units in which files count the time since 1970. */
enum EpochUnit {
    SECONDS("epoch-seconds", 1_000_000, 1e11),
    MILLIS("epoch-millis", 1000, 1e14),
    MICROS("epoch-micros", 1, 1e17),
    NANOS("epoch-nanos", 0.001, Double.POSITIVE_INFINITY);

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private final String displayName;
    private final double micros;
    /** Counts from here on are those of the next finer unit: in this one they would lie after the year 5000. */
    private final double limit;

    EpochUnit(String displayName, double micros, double limit) {
        this.displayName = displayName;
        this.micros = micros;
        this.limit = limit;
    }

    static @Nullable EpochUnit named(String name) {
        return Arrays.stream(values())
                .filter(unit -> unit.displayName.equals(name))
                .findAny()
                .orElse(null);
    }

    /** The unit of most numbers in {@code sample}, by their size; seconds if there are none. */
    static EpochUnit ofMost(List<String> sample) {
        Map<EpochUnit, Integer> counts = new EnumMap<>(EpochUnit.class);
        sample.stream()
                .filter(EpochUnit::isNumber)
                .forEach(text -> counts.merge(of(Double.parseDouble(text)), 1, Integer::sum));
        EpochUnit most = SECONDS;
        for (EpochUnit unit : values()) {
            most = counts.getOrDefault(unit, 0) > counts.getOrDefault(most, 0) ? unit : most;
        }
        return most;
    }

    private static EpochUnit of(double count) {
        return Arrays.stream(values())
                .filter(unit -> Math.abs(count) < unit.limit)
                .findFirst()
                .orElse(NANOS);
    }

    String displayName() {
        return displayName;
    }

    /** Digits with a sign, a fraction and an exponent, as pandas writes them. */
    static boolean isNumber(String text) {
        return isWhole(text) || NUMBER.matcher(text).matches();
    }

    long micros(String text) {
        if (micros < 1 || !isWhole(text)) {
            return isNumber(text) ? fractional(text) : TimeFormat.UNREADABLE;
        }
        try {
            return Math.multiplyExact(Long.parseLong(text), (long) micros);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Whether it is a number of at most 18 digits and nothing else. */
    private static boolean isWhole(String text) {
        for (int k = 0; k < text.length(); k++) {
            if (text.charAt(k) < '0' || text.charAt(k) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 18;
    }

    private long fractional(String text) {
        return Math.max(TimeFormat.UNREADABLE + 1, Math.round(Double.parseDouble(text) * micros));
    }
}
