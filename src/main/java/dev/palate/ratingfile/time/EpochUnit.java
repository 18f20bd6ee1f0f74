package dev.palate.ratingfile.time;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The units in which files count the time since 1970. */
enum EpochUnit {
    SECONDS("epoch-seconds", 1_000_000, 1e11),
    MILLIS("epoch-millis", 1000, 1e14),
    MICROS("epoch-micros", 1, 1e17),
    NANOS("epoch-nanos", 0.001, Double.POSITIVE_INFINITY);

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
        int[] counts = new int[values().length];
        sample.stream()
                .filter(EpochUnit::isNumber)
                .forEach(text -> counts[of(Double.parseDouble(text)).ordinal()]++);
        EpochUnit most = SECONDS;
        for (EpochUnit unit : values()) {
            most = counts[unit.ordinal()] > counts[most.ordinal()] ? unit : most;
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
        boolean digits = false;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            boolean digit = c >= '0' && c <= '9';
            boolean exponent = (c == 'e' || c == 'E') && digits && k + 1 < text.length();
            boolean sign = (c == '-' || c == '+') && (k == 0 || text.charAt(k - 1) == 'e' || text.charAt(k - 1) == 'E');
            if (!digit && !exponent && !sign && c != '.') {
                return false;
            }
            digits |= digit;
        }
        return digits;
    }

    long micros(String text) {
        if (!isNumber(text)) {
            return TimeFormat.UNREADABLE;
        }
        try {
            if (micros >= 1 && text.length() < 19) {
                return Math.multiplyExact(Long.parseLong(text), (long) micros);
            }
        } catch (NumberFormatException e) {
            // It has a fraction or an exponent.
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
        return fractional(text);
    }

    private long fractional(String text) {
        try {
            return Math.max(TimeFormat.UNREADABLE + 1, Math.round(Double.parseDouble(text) * micros));
        } catch (NumberFormatException e) {
            return TimeFormat.UNREADABLE;
        }
    }
}
