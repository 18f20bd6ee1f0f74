package dev.palate.core.model;

import dev.palate.core.matrix.RatingMatrix;

/** A model that reproduces its input, which is what the {@code reconstruction} protocol of the notebook measures. */
public interface Reconstructing {

    /**
     * Passes {@code rows} through the network as the training objective does, all as one batch.
     *
     * @param rows {@code [users x items]}
     * @param seed of the latent noise, for models that sample
     */
    Reconstruction reconstruct(RatingMatrix rows, long seed);

    /**
     * What came out.
     *
     * @param outputs {@code [users x items]}, row-major, before any squashing
     * @param testLoss the objective's value as METRICS defines it for the model, in the training loss's unit
     * @param meanSquaredError over all entries of {@code rows}, missing ones counted as METRICS says for the model
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of one result, never compared
    record Reconstruction(float[] outputs, double testLoss, double meanSquaredError) {}
}
