package dev.palate.core.network;

/**
 * A Gaussian code {@code z = mu + eps * exp(logvar / 2)} (Kingma and Welling 2014).
 *
 * @param size number of latent dimensions; the layer before it has twice as many outputs, {@code mu} first
 * @param prior the distribution that the code is regularised towards
 * @param weight how a row's divergence enters the batch objective
 */
public record Latent(int size, Prior prior, KlWeight weight) {

    /** The distribution that the posterior is regularised towards. */
    public enum Prior {
        /** {@code N(0, I)}, with the divergence in closed form. */
        STANDARD,
        /**
         * {@code 3/20 N(0, I) + 3/4 N(mu_old, exp(logvar_old)) + 1/10 N(0, e^10 I)}, where the old posterior is that of
         * the encoder at the last snapshot; the divergence is estimated at the sampled code (Shenbin et al. 2020).
         */
        COMPOSITE
    }

    /** The factor of a row's divergence, times the step's {@code klWeight}. */
    public enum KlWeight {
        /** 1: summed over the batch, as in the notebook. */
        SUM,
        /** {@code 1 / rows}: mean over the batch. */
        MEAN,
        /** {@code (sum of the row's targets) / rows}: longer histories are regularised more strongly (Shenbin et al. 2020). */
        PER_INTERACTION_MEAN
    }

    public Latent {
        if (size < 1) {
            throw new IllegalArgumentException("a code needs at least one dimension, not " + size);
        }
    }
}
