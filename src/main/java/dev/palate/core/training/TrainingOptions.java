package dev.palate.core.training;

import dev.palate.core.checkpoint.CheckpointReader;
import java.util.Optional;

/**
 * How a training is executed, apart from its data and hyper-parameters.
 *
 * @param seed of initial weights, shuffling, dropout and latent noise
 * @param processors for the training and its evaluations
 * @param listener receives progress, and can cancel
 * @param resume the state of an interrupted training with the same data, hyper-parameters and seed, as
 *     {@link TrainingListener#onEpoch} or {@link TrainingListener#onPart} offered it
 * @param warmStart a model of the same algorithm to start from, already mapped to the items of the ratings
 */
public record TrainingOptions(
        long seed,
        Processors processors,
        TrainingListener listener,
        Optional<CheckpointReader> resume,
        Optional<WarmStart> warmStart) {

    /** On the CPU, without a listener, from initial weights. */
    public static TrainingOptions of(long seed, int threads) {
        return of(seed, Processors.of(threads));
    }

    /** Without a listener, from initial weights. */
    public static TrainingOptions of(long seed, Processors processors) {
        return new TrainingOptions(seed, processors, TrainingListener.SILENT, Optional.empty(), Optional.empty());
    }

    public int threads() {
        return processors.threads();
    }

    public TrainingOptions withListener(TrainingListener newListener) {
        return new TrainingOptions(seed, processors, newListener, resume, warmStart);
    }
}
