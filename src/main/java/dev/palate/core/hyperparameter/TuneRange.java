package dev.palate.core.hyperparameter;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** The range from which a random search draws one hyper-parameter, parsed from {@link Hyperparameter#tune()}. */
sealed interface TuneRange {

    /** The drawn value, as a command line writes it. */
    String draw(RandomGenerator random, boolean whole);

    static TuneRange parse(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return new Choices(
                    Arrays.stream(text.split("\\|")).map(String::strip).toList());
        }
        String rest = text.substring(dots + 2).strip();
        boolean log = rest.endsWith(" log");
        double low = Double.parseDouble(text.substring(0, dots).strip());
        double high =
                Double.parseDouble(log ? rest.substring(0, rest.length() - 4).strip() : rest);
        if (low > high || (log && low <= 0)) {
            throw new IllegalArgumentException(
                    "tune range '" + text + "' must ascend, and a log range must begin above 0");
        }
        return new Interval(low, high, log);
    }

    record Choices(List<String> values) implements TuneRange {
        @Override
        public String draw(RandomGenerator random, boolean whole) {
            return values.get(random.nextInt(values.size()));
        }
    }

    record Interval(double low, double high, boolean log) implements TuneRange {
        @Override
        public String draw(RandomGenerator random, boolean whole) {
            double u = random.nextDouble();
            double value = log ? low * Math.pow(high / low, u) : low + (high - low) * u;
            double clamped = Math.min(high, Math.max(low, value));
            return whole ? Long.toString(Math.round(clamped)) : Double.toString(clamped);
        }
    }
}
