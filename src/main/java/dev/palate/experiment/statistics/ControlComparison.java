package dev.palate.experiment.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The comparison of all treatments of an experiment with its control. Ratios are compared on the scale of their logarithms, on which the
 * interval of a relative difference is symmetric; the probability of any false difference is 5 %, however many treatments there are.
 */
public final class ControlComparison {

    /** The probability of at least one difference that does not exist. */
    public static final double ALPHA = 0.05;

    /**
     * The planned power is higher than the promised one of 80 %, because the variances that the plan depends on are estimates.
     */
    private static final double PLANNED_POWER = 0.85;

    /** The integral over the control's value must remain smooth. */
    private static final double MOST_SHARED = 0.99;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final RatioSample control;
    private final List<RatioSample> treatments;
    private final ManyToOne distribution;
    private final double critical;

    public ControlComparison(RatioSample control, List<RatioSample> treatments) {
        this.control = control;
        this.treatments = List.copyOf(treatments);
        this.distribution =
                new ManyToOne(treatments.stream().mapToDouble(this::loading).toArray());
        this.critical = distribution.criticalValue(ALPHA);
    }

    /** For each treatment; empty if its ratio or that of the control cannot be compared. */
    public List<Optional<Lift>> lifts() {
        List<Optional<Lift>> lifts = new ArrayList<>();
        for (RatioSample treatment : treatments) {
            lifts.add(isComparable(treatment) ? Optional.of(lift(treatment)) : Optional.empty());
        }
        return lifts;
    }

    /**
     * How many users all arms together need for a lift of {@code least} of any treatment to be detected with a probability of more than
     * 80 %. The formula is that of two means with unequal variances and sizes (Chow, Shao and Wang, "Sample Size Calculations in
     * Clinical Research", 2008, section 3.2), on the scale of the logarithm.
     *
     * @param least the relative difference, such as 0.05
     * @param shares [1 + treatments]: of the users, the control's first
     * @return empty if the variance of an arm is unknown
     */
    public Optional<Long> plannedUsers(double least, double... shares) {
        double deviations = critical + NORMAL.inverseCumulativeProbability(PLANNED_POWER);
        double effect = Math.log1p(least);
        double most = 0;
        for (int k = 0; k < treatments.size(); k++) {
            if (!isComparable(treatments.get(k))) {
                return Optional.empty();
            }
            double variance = userVariance(control) / shares[0] + userVariance(treatments.get(k)) / shares[k + 1];
            most = Math.max(most, deviations * deviations * variance / (effect * effect));
        }
        return Optional.of((long) Math.ceil(most));
    }

    private static double userVariance(RatioSample sample) {
        return sample.users() * sample.logVariance();
    }

    private Lift lift(RatioSample treatment) {
        double log = Math.log(treatment.ratio() / control.ratio());
        double error = Math.sqrt(treatment.logVariance() + control.logVariance());
        double margin = critical * error;
        // Without any variance, even a small difference is certain.
        double z = error == 0 ? (log == 0 ? 0 : Double.POSITIVE_INFINITY) : Math.abs(log) / error;
        return new Lift(Math.expm1(log), Math.expm1(log - margin), Math.expm1(log + margin), distribution.pValue(z));
    }

    private boolean isComparable(RatioSample treatment) {
        return control.isComparable() && treatment.isComparable();
    }

    /** A treatment that cannot be compared counts as an independent one, which is conservative. */
    private double loading(RatioSample treatment) {
        if (!isComparable(treatment)) {
            return 0;
        }
        double shared = control.logVariance() / (control.logVariance() + treatment.logVariance());
        return Double.isNaN(shared) ? 0 : Math.sqrt(Math.min(shared, MOST_SHARED));
    }
}
