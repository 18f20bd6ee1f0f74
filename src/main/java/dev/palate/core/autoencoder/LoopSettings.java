package dev.palate.core.autoencoder;

/**
 * How the training loop optimises a network.
 *
 * @param beta weight of the divergence after annealing
 * @param annealEpochs number of epochs over which the weight grows from 0 to {@code beta}, batch by batch; 0: no annealing
 * @param encoderPasses 0: all parameters are updated together; otherwise how often an epoch passes over the data for the
 *     encoder alone, before one pass for the decoder alone, without dropout
 * @param outputSamples the number of items that the loss samples besides those of a batch; 0: it includes all items
 */
public record LoopSettings(
        Optimisation optimisation, double beta, int annealEpochs, int encoderPasses, int outputSamples) {

    /** With a loss that includes all items. */
    public LoopSettings(Optimisation optimisation, double beta, int annealEpochs, int encoderPasses) {
        this(optimisation, beta, annealEpochs, encoderPasses, 0);
    }

    /** For a network without a latent code. */
    public static LoopSettings of(Optimisation optimisation) {
        return new LoopSettings(optimisation, 0, 0, 0);
    }

    public LoopSettings withOutputSamples(int samples) {
        return new LoopSettings(optimisation, beta, annealEpochs, encoderPasses, samples);
    }

    int epochs() {
        return optimisation.epochs();
    }

    int batchSize() {
        return optimisation.batchSize();
    }

    /** Passes over the data in one epoch. */
    int passes() {
        return encoderPasses == 0 ? 1 : encoderPasses + 1;
    }
}
