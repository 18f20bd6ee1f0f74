package dev.palate.feedback.split;

import dev.palate.feedback.split.SplitResults.ArmResult;
import dev.palate.feedback.split.SplitResults.Lift;
import dev.palate.feedback.split.SplitResults.SampleRatio;
import org.jspecify.annotations.Nullable;

/**
 * The events of an arm, and the sums over its users from which intervals are computed.
 *
 * @param shownAndClicked shown items that were clicked
 * @param hits lists of which a shown item was clicked or rated
 * @param squares sum over users of the squared number of lists
 * @param hitSquares sum over users of the squared number of hits
 * @param products sum over users of lists times hits
 */
record ArmTotals(
        String arm,
        @Nullable Integer version,
        long users,
        long answers,
        long shown,
        long clicked,
        long rated,
        long shownAndClicked,
        long hits,
        double squares,
        double hitSquares,
        double products) {

    private static final double NORMAL_95 = 1.959964;
    private static final double SUSPICIOUS = 0.001;

    ArmResult result() {
        return new ArmResult(
                arm,
                version,
                users,
                answers,
                shown,
                clicked,
                rated,
                ratio(shownAndClicked, shown),
                ratio(hits, answers));
    }

    static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }

    /** The lists of one user depend on each other: so users are the sample, and the rate is a ratio of two means. */
    static @Nullable Lift lift(@Nullable ArmTotals active, @Nullable ArmTotals test) {
        if (active == null || test == null || active.users < 2 || test.users < 2) {
            return null;
        }
        double difference = test.hitRate() - active.hitRate();
        double margin = NORMAL_95 * Math.sqrt(test.variance() + active.variance());
        return new Lift(
                "hitRate", active.hitRate(), test.hitRate(), difference, difference - margin, difference + margin);
    }

    static @Nullable SampleRatio sampleRatio(@Nullable ArmTotals active, @Nullable ArmTotals test, double share) {
        long tested = test == null ? 0 : test.users;
        long users = tested + (active == null ? 0 : active.users);
        if (users == 0) {
            return null;
        }
        double observed = (double) tested / users;
        double deviation = Math.abs(observed - share) / Math.sqrt(share * (1 - share) / users);
        double probability = tails(deviation);
        return new SampleRatio(share, observed, probability, probability < SUSPICIOUS);
    }

    private double hitRate() {
        return (double) hits / answers;
    }

    /** Of the hit rate, by the delta method. */
    private double variance() {
        double rate = hitRate();
        double residuals = hitSquares - 2 * rate * products + rate * rate * squares;
        return Math.max(0, residuals) * users / (users - 1.0) / ((double) answers * answers);
    }

    /**
     * The probability that a normal value is at least that many standard deviations away from its mean: formula 7.1.26 of Abramowitz
     * and Stegun, whose error is below 1.5e-7.
     */
    private static double tails(double deviations) {
        double x = deviations / Math.sqrt(2);
        double t = 1 / (1 + 0.3275911 * x);
        double polynomial =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return polynomial * Math.exp(-x * x);
    }
}
