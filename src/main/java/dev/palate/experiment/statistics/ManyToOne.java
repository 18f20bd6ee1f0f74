package dev.palate.experiment.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The distribution of the greatest of several absolute standard normal values that compare each treatment with one control. The values
 * are correlated, because the control is the same, and Dunnett's procedure uses that: its intervals are narrower than Bonferroni's and
 * contain all true differences together with the stated probability (Dunnett, "A Multiple Comparison Procedure for Comparing Several
 * Treatments with a Control", JASA 1955; the product form of the correlation is in Hochberg and Tamhane, "Multiple Comparison
 * Procedures", 1987, appendix 3).
 */
public final class ManyToOne {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    /**
     * Of the trapezoidal rule, on an interval outside of which the density is negligible: it converges exponentially for such integrands.
     */
    private static final int STEPS = 128;

    private static final double END = 8;
    private static final double TOLERANCE = 1e-10;
    private static final int MOST_ITERATIONS = 50;

    private final double[] loadings;

    /**
     * @param loadings [treatments]: the square root of the control's share in the variance of each difference, 0 to less than 1; the
     *     correlation of two comparisons is the product of their loadings
     */
    public ManyToOne(double... loadings) {
        this.loadings = loadings.clone();
    }

    /** The probability that at least one absolute value is greater than {@code z} if no treatment differs from the control. */
    public double pValue(double z) {
        if (loadings.length == 1) {
            return 2 * NORMAL.survivalProbability(z);
        }
        double step = 2 * END / STEPS;
        double sum = 0;
        for (int k = 0; k <= STEPS; k++) {
            double x = -END + k * step;
            sum += NORMAL.density(x) * outside(x, z);
        }
        return Math.min(1, sum * step);
    }

    /**
     * The value that the greatest absolute value exceeds with the probability {@code alpha}: between that of one comparison and
     * Bonferroni's, found with the Illinois variant of the regula falsi.
     */
    public double criticalValue(double alpha) {
        double low = NORMAL.inverseSurvivalProbability(alpha / 2);
        if (loadings.length == 1) {
            return low;
        }
        double high = NORMAL.inverseSurvivalProbability(alpha / 2 / loadings.length);
        double atLow = pValue(low) - alpha;
        double atHigh = pValue(high) - alpha;
        for (int k = 0; k < MOST_ITERATIONS && high - low > TOLERANCE && atHigh < -TOLERANCE; k++) {
            double middle = (low * atHigh - high * atLow) / (atHigh - atLow);
            double atMiddle = pValue(middle) - alpha;
            if (Math.abs(atMiddle) < TOLERANCE) {
                return middle;
            }
            if (atMiddle > 0) {
                low = middle;
                atLow = atMiddle;
                atHigh /= 2;
            } else {
                high = middle;
                atHigh = atMiddle;
                atLow /= 2;
            }
        }
        return high;
    }

    /** Given the control's value {@code x}, the comparisons are independent. */
    private double outside(double x, double z) {
        double inside = 1;
        for (double loading : loadings) {
            double rest = Math.sqrt(1 - loading * loading);
            inside *= NORMAL.probability((-z - loading * x) / rest, (z - loading * x) / rest);
        }
        return 1 - inside;
    }
}
