package dev.palate.core.ensemble;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Finds the weights of a sum by coordinate ascent: each weight in turn is removed, halved, or multiplied by other factors, and the
 * best change is kept, until a round changes nothing.
 */
final class WeightSearch {

    private static final double[] FACTORS = {0, 0.2, 0.5, 0.75, 1.35, 2, 5};

    private static final int MOST_ROUNDS = 10;

    /** Smaller gains are noise of the validation users. */
    private static final double LEAST_GAIN = 1e-5;

    private WeightSearch() {}

    /**
     * The best weights found, with the sum 1.
     *
     * @param count number of weights, at least 1
     * @param value what is maximised
     * @param cancelled whether to stop with the best weights so far
     */
    static double[] maximise(int count, ToDoubleFunction<double[]> value, BooleanSupplier cancelled) {
        double[] best = new double[count];
        Arrays.fill(best, 1.0 / count);
        double bestValue = count == 1 ? 0 : value.applyAsDouble(best);
        boolean improved = count > 1;
        for (int round = 0; round < MOST_ROUNDS && improved; round++) {
            improved = false;
            for (int at = 0; at < count; at++) {
                double[] start = best;
                for (double factor : FACTORS) {
                    double[] changed = scaled(start, at, factor);
                    if (cancelled.getAsBoolean()) {
                        return best;
                    }
                    double found = changed == null ? Double.NEGATIVE_INFINITY : value.applyAsDouble(changed);
                    if (changed != null && found > bestValue + LEAST_GAIN) {
                        best = changed;
                        bestValue = found;
                        improved = true;
                    }
                }
            }
        }
        return best;
    }

    /** {@code weights} with one of them multiplied, and the sum 1; null if that would leave no weight, or changes nothing. */
    private static double @org.jspecify.annotations.Nullable [] scaled(double[] weights, int at, double factor) {
        double[] scaled = weights.clone();
        scaled[at] *= factor;
        double sum = Arrays.stream(scaled).sum();
        if (!(sum > 0) || weights[at] == 0) {
            return null;
        }
        for (int each = 0; each < scaled.length; each++) {
            scaled[each] /= sum;
        }
        return scaled;
    }
}
