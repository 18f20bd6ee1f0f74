package dev.palate.core.network;

/**
 * The loss of the output {@code o} for the target {@code x} of one row, and how the losses of a batch are combined.
 *
 * <p>The batch objective is {@code rowScale * sum over rows of the row's loss + latent terms + regularisation}.
 */
public enum OutputLoss {
    /** {@code sum over all items of (o - x)^2}, summed over the batch: the notebook's AutoRec. */
    SQUARED_SUM,
    /** {@code mean over all items of (o - x)^2}, mean over the batch: the notebook's VAE. */
    SQUARED_MEAN,
    /** {@code sum over the rated items of (o - x)^2}, mean over the batch: Sedhain et al. 2015. */
    SQUARED_OBSERVED,
    /** {@code -sum of x * log softmax(o)}, mean over the batch: Liang et al. 2018. */
    MULTINOMIAL;

    /** The factor of each row's loss in a batch of {@code rows} rows. */
    public double rowScale(int rows, int itemCount) {
        return switch (this) {
            case SQUARED_SUM -> 1;
            case SQUARED_MEAN -> 1.0 / ((double) rows * itemCount);
            case SQUARED_OBSERVED, MULTINOMIAL -> 1.0 / rows;
        };
    }
}
