package dev.palate.core.metrics;

/**
 * A metric's value with its 95% confidence interval.
 *
 * @param mean over the measured users
 * @param low lower end; equal to {@code mean} if no interval is defined
 * @param high upper end
 */
public record Estimate(double mean, double low, double high) {

    public static Estimate exact(double value) {
        return new Estimate(value, value, value);
    }

    /** This value and its interval, moved by a constant. */
    public Estimate plus(double constant) {
        return new Estimate(mean + constant, low + constant, high + constant);
    }
}
