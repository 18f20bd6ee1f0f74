package dev.palate.core.engine.training;

/**
 * The prior of one latent dimension in RecVAE (Shenbin et al. 2020, section 3.2): a mixture of the standard normal, the
 * old encoder's posterior, and a nearly flat normal of variance {@code e^10}.
 */
public final class CompositePrior {

    static final double LOG_2PI = Math.log(2 * Math.PI);
    private static final double FLAT_LOG_VARIANCE = 10;
    private static final double LOG_STANDARD_SHARE = Math.log(3.0 / 20);
    private static final double LOG_OLD_SHARE = Math.log(3.0 / 4);
    private static final double LOG_FLAT_SHARE = Math.log(1.0 / 10);

    private CompositePrior() {}

    /**
     * The prior at a point.
     *
     * @param logarithm of the density
     * @param slope the derivative of the logarithm
     */
    public record Density(double logarithm, double slope) {}

    /** The prior of a dimension whose old posterior is {@code N(oldMean, exp(oldLogVariance))}, at {@code z}. */
    public static Density at(double z, double oldMean, double oldLogVariance) {
        double standard = LOG_STANDARD_SHARE + logNormal(z, 0, 0);
        double old = LOG_OLD_SHARE + logNormal(z, oldMean, oldLogVariance);
        double flat = LOG_FLAT_SHARE + logNormal(z, 0, FLAT_LOG_VARIANCE);
        double greatest = Math.max(standard, Math.max(old, flat));
        double standardPart = Math.exp(standard - greatest);
        double oldPart = Math.exp(old - greatest);
        double flatPart = Math.exp(flat - greatest);
        double sum = standardPart + oldPart + flatPart;
        double slope = -(standardPart * z
                        + oldPart * (z - oldMean) * Math.exp(-oldLogVariance)
                        + flatPart * z * Math.exp(-FLAT_LOG_VARIANCE))
                / sum;
        return new Density(greatest + Math.log(sum), slope);
    }

    private static double logNormal(double z, double mean, double logVariance) {
        return -0.5 * (logVariance + LOG_2PI + (z - mean) * (z - mean) * Math.exp(-logVariance));
    }
}
