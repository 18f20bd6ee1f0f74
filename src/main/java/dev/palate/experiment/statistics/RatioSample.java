package dev.palate.experiment.statistics;

/**
 * A sample of users of which each has a numerator and a denominator, such as clicks and lists; its ratio is the sum of the numerators
 * divided by the sum of the denominators. The lists of one user depend on each other, so the user, not the list, is the unit of the
 * variance: the delta method for a ratio of two means (Deng, Knoblich and Lu, "Applying the Delta Method in Metric Analytics", KDD
 * 2018, equation 3), which equals the cluster-robust variance of a ratio estimator (Cochran, "Sampling Techniques", 1977, section
 * 6.4).
 *
 * @param users the number of users, each with a positive denominator
 * @param contributors how many of them have a positive numerator
 * @param numerators the sum of the numerators
 * @param denominators the sum of the denominators
 * @param numeratorSquares the sum of the squared numerators
 * @param denominatorSquares the sum of the squared denominators
 * @param products the sum of numerator times denominator
 */
public record RatioSample(
        long users,
        long contributors,
        double numerators,
        double denominators,
        double numeratorSquares,
        double denominatorSquares,
        double products) {

    /** No user. */
    public static final RatioSample EMPTY = new RatioSample(0, 0, 0, 0, 0, 0, 0);

    /** The sample with one more user. */
    public RatioSample plus(double numerator, double denominator) {
        return new RatioSample(
                users + 1,
                contributors + (numerator > 0 ? 1 : 0),
                numerators + numerator,
                denominators + denominator,
                numeratorSquares + numerator * numerator,
                denominatorSquares + denominator * denominator,
                products + numerator * denominator);
    }

    /** NaN without users. */
    public double ratio() {
        return numerators / denominators;
    }

    /** The variance of the ratio; NaN with fewer than two users. */
    public double variance() {
        double ratio = ratio();
        double residuals = numeratorSquares - 2 * ratio * products + ratio * ratio * denominatorSquares;
        return Math.max(0, residuals) * users / (users - 1.0) / (denominators * denominators);
    }

    /** The variance of the logarithm of the ratio. */
    public double logVariance() {
        return variance() / (ratio() * ratio());
    }

    /** Whether the ratio can be compared with another one: it is positive and has a variance. */
    public boolean isComparable() {
        return users > 1 && numerators > 0 && denominators > 0;
    }
}
