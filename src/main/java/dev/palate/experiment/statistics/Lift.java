package dev.palate.experiment.statistics;

/**
 * The relative difference between the ratio of a treatment and the ratio of the control, such as 0.12 for 12 percent more.
 *
 * @param estimate the treatment's ratio divided by the control's, minus 1
 * @param low the lower end of the 95 % interval, which is simultaneous for all treatments of the experiment
 * @param high its upper end
 * @param pValue the probability that at least one treatment would differ this much by chance; below 0.05 exactly if the interval
 *     excludes 0
 */
public record Lift(double estimate, double low, double high, double pValue) {

    /** Whether the interval excludes 0. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
