package dev.palate.core.metrics;

import dev.palate.core.random.CounterRandom;
import java.util.Arrays;

/**
 * 95% confidence intervals of means with the percentile bootstrap (Efron and Tibshirani 1993, chapter 13). Every call draws the
 * same users, so the intervals of two metrics or models over the same users are comparable.
 *
 * @param samples at least 1
 */
public record Bootstrap(int samples, long seed) {

    /** The mean of {@code values}, one for each user, with its interval; 0 for no values. */
    public Estimate mean(double[] values) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        return ratio(values, ones);
    }

    /** The mean of the differences of two models, one for each user, and whether it could be chance. */
    public PairedDifference difference(double[] differences) {
        double[] ones = new double[differences.length];
        Arrays.fill(ones, 1);
        double[] means = resampled(differences, ones);
        long notAbove = Arrays.stream(means).filter(mean -> mean <= 0).count();
        long notBelow = Arrays.stream(means).filter(mean -> mean >= 0).count();
        double p = 2.0 * (1 + Math.min(notAbove, notBelow)) / (samples + 1);
        return new PairedDifference(estimate(differences, ones, means), Math.min(1, p));
    }

    /** The ratio of the sums over drawn users; 0 if the sum of {@code denominators} is 0. */
    public Estimate ratio(double[] numerators, double[] denominators) {
        return estimate(numerators, denominators, resampled(numerators, denominators));
    }

    private static Estimate estimate(double[] numerators, double[] denominators, double[] sorted) {
        double all = divide(
                Arrays.stream(numerators).sum(), Arrays.stream(denominators).sum());
        return new Estimate(all, quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    /** The ratio of each resample, ascending. */
    private double[] resampled(double[] numerators, double[] denominators) {
        int users = numerators.length;
        double[] ratios = new double[samples];
        CounterRandom random = CounterRandom.splitMix(seed);
        for (int sample = 0; sample < samples && users > 0; sample++) {
            double numerator = 0;
            double denominator = 0;
            for (int draw = 0; draw < users; draw++) {
                // The bias is below users / 2^32.
                int user = (int) (((random.bits((long) sample * users + draw) >>> 32) * users) >>> 32);
                numerator += numerators[user];
                denominator += denominators[user];
            }
            ratios[sample] = divide(numerator, denominator);
        }
        Arrays.sort(ratios);
        return ratios;
    }

    private static double divide(double numerator, double denominator) {
        return denominator == 0 ? 0 : numerator / denominator;
    }

    /** Linear between neighbours, as NumPy's {@code percentile}. */
    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
