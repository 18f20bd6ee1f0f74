package dev.palate.core.model;

import dev.palate.core.matrix.RatingMatrix;

/** A model that reproduces its input, which the {@code reconstruction} protocol of the notebook measures. */
public interface Reconstructing {

    /**
     * Passes {@code rows} through the network as the training objective does, all as one batch.
     *
     * @param rows {@code [users x items]}
     * @param seed of the latent noise, for models that sample
     */
    Reconstruction reconstruct(RatingMatrix rows, long seed);

    /**
     * The outputs and their errors.
     *
     * @param outputs {@code [users x items]}, row-major, before any sigmoid
     * @param testLoss the value of the objective, in the unit of the training loss
     * @param meanSquaredError over all entries of {@code rows}; each model defines how missing ones count
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of one result, never compared
    record Reconstruction(float[] outputs, double testLoss, double meanSquaredError) {}
}
