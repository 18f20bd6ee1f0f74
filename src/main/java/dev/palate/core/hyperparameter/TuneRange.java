package dev.palate.core.hyperparameter;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** The range from which a random search draws one hyper-parameter. */
interface TuneRange {

    /** The drawn value, as a command line writes it. */
    String draw(RandomGenerator random, boolean whole);

    /** @param text as in {@link Hyperparameter#tune()} */
    static TuneRange parse(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            List<String> choices =
                    Arrays.stream(text.split("\\|")).map(String::strip).toList();
            return (random, whole) -> choices.get(random.nextInt(choices.size()));
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
        return (random, whole) -> {
            double u = random.nextDouble();
            double value = log ? low * Math.pow(high / low, u) : low + (high - low) * u;
            double clamped = Math.min(high, Math.max(low, value));
            return whole ? Long.toString(Math.round(clamped)) : Double.toString(clamped);
        };
    }
}
