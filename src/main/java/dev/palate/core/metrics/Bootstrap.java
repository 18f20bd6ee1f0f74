package dev.palate.core.metrics;

import java.util.Arrays;

/**
 * 95% confidence intervals of means with the percentile bootstrap (Efron and Tibshirani 1993, chapter 13). Every call draws the
 * same users, so the intervals of two metrics or models over the same users are comparable.
 */
public final class Bootstrap {

    private final int samples;
    private final long seed;

    /** @param samples at least 1 */
    public Bootstrap(int samples, long seed) {
        this.samples = samples;
        this.seed = seed;
    }

    /** The mean of {@code values}, one for each user, with its interval; 0 for no values. */
    public Estimate mean(double[] values) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        return ratio(values, ones);
    }

    /** The ratio of the sums over drawn users; 0 if the sum of {@code denominators} is 0. */
    public Estimate ratio(double[] numerators, double[] denominators) {
        int users = numerators.length;
        double[] ratios = new double[samples];
        long state = seed;
        for (int sample = 0; sample < samples && users > 0; sample++) {
            double numerator = 0;
            double denominator = 0;
            for (int draw = 0; draw < users; draw++) {
                state += 0x9e3779b97f4a7c15L;
                int user = bounded(state, users);
                numerator += numerators[user];
                denominator += denominators[user];
            }
            ratios[sample] = divide(numerator, denominator);
        }
        Arrays.sort(ratios);
        double all = divide(
                Arrays.stream(numerators).sum(), Arrays.stream(denominators).sum());
        return new Estimate(all, quantile(ratios, 0.025), quantile(ratios, 0.975));
    }

    private static double divide(double numerator, double denominator) {
        return denominator == 0 ? 0 : numerator / denominator;
    }

    /** SplitMix64's output scaled to {@code 0..bound-1}; the bias is below bound / 2^32. */
    private static int bounded(long state, int bound) {
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return (int) ((((z ^ (z >>> 31)) >>> 32) * bound) >>> 32);
    }

    /** Linear between neighbours, as NumPy's {@code percentile}. */
    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
