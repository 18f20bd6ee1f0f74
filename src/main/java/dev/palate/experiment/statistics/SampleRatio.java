package dev.palate.experiment.statistics;

import org.apache.commons.statistics.inference.ChiSquareTest;

/**
 * The check whether the arms have as many users as their shares say: Pearson's chi-square test of the goodness of fit. If they have
 * not, users were lost or assigned wrongly, and the arms are not comparable (Fabijan et al., "Diagnosing Sample Ratio Mismatch in Online
 * Controlled Experiments", KDD 2019).
 *
 * @param pValue the probability of deviations at least as large if users are assigned by the shares
 * @param broken whether it is below 0.001: then the results say nothing
 */
public record SampleRatio(double pValue, boolean broken) {

    private static final double SUSPICIOUS = 0.001;
    private static final SampleRatio NO_USERS = new SampleRatio(1, false);

    /**
     * @param shares [arms]: of the users
     * @param users [arms]
     */
    public static SampleRatio of(double[] shares, long[] users) {
        long total = 0;
        for (long number : users) {
            total += number;
        }
        if (total == 0) {
            return NO_USERS;
        }
        double pValue = ChiSquareTest.withDefaults().test(shares, users).getPValue();
        return new SampleRatio(pValue, pValue < SUSPICIOUS);
    }
}
