package dev.palate.core.training;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.matrix.RatingMatrix;
import java.util.Optional;

/**
 * One training: what to train on and how.
 *
 * @param ratings the training rows, {@code [users x items]}; rows held out for validation or test are not in it
 * @param seed of initial weights, shuffling, dropout and latent noise
 * @param threads worker threads, at least 1; the result does not depend on it
 * @param listener hears progress, and stops the run
 * @param validation measures each epoch's model on held-out users that the algorithm never sees; absent: nothing is measured,
 *     and the last epoch is kept
 * @param resume the state of an interrupted run with the same data, hyper-parameters and seed, as
 *     {@link TrainingListener#onEpoch} offered it
 * @param warmStart a model of the same algorithm to start from, already mapped to this matrix's items
 */
public record TrainingRun<H extends Record>(
        RatingMatrix ratings,
        H hyperparameters,
        long seed,
        int threads,
        TrainingListener listener,
        Optional<EpochValidation> validation,
        Optional<CheckpointReader> resume,
        Optional<WarmStart> warmStart) {

    /** A run without validation, resume or warm start. */
    public static <H extends Record> TrainingRun<H> of(
            RatingMatrix ratings, H hyperparameters, long seed, int threads) {
        return new TrainingRun<>(
                ratings,
                hyperparameters,
                seed,
                threads,
                TrainingListener.SILENT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same run on other ratings, for algorithms that transform them first. */
    public TrainingRun<H> withRatings(RatingMatrix newRatings) {
        return new TrainingRun<>(newRatings, hyperparameters, seed, threads, listener, validation, resume, warmStart);
    }

    public TrainingRun<H> withListener(TrainingListener newListener) {
        return new TrainingRun<>(ratings, hyperparameters, seed, threads, newListener, validation, resume, warmStart);
    }

    public TrainingRun<H> withValidation(EpochValidation newValidation) {
        return new TrainingRun<>(
                ratings, hyperparameters, seed, threads, listener, Optional.of(newValidation), resume, warmStart);
    }

    public TrainingRun<H> withResume(Optional<CheckpointReader> newResume) {
        return new TrainingRun<>(ratings, hyperparameters, seed, threads, listener, validation, newResume, warmStart);
    }

    public TrainingRun<H> withWarmStart(Optional<WarmStart> newWarmStart) {
        return new TrainingRun<>(ratings, hyperparameters, seed, threads, listener, validation, resume, newWarmStart);
    }
}
