package dev.palate.core.autoencoder;

import dev.palate.core.network.OptimiserKind;

/**
 * How a network is trained.
 *
 * @param epochs at most
 * @param batchSize rows a step
 * @param learningRate of the first epoch
 * @param beta weight of the divergence once annealed
 * @param annealEpochs over how many epochs the weight grows from 0 to {@code beta}, batch by batch; 0: at once
 * @param patience after how many epochs without a better criterion training stops; 0: never
 * @param encoderPasses 0: all parameters move together; else how often an epoch passes over the data for the encoder alone,
 *     before one pass for the decoder alone, without dropout
 */
public record LoopSettings(
        int epochs,
        int batchSize,
        double learningRate,
        LearningRateSchedule schedule,
        OptimiserKind optimiser,
        double beta,
        int annealEpochs,
        int patience,
        int encoderPasses) {

    /** Passes over the data in one epoch. */
    int passes() {
        return encoderPasses == 0 ? 1 : encoderPasses + 1;
    }
}
