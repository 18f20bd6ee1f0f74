package dev.palate.core.training;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.matrix.RatingMatrix;
import java.util.Optional;

/**
 * All that a training depends on.
 *
 * @param ratings the training rows, {@code [users x items]}; rows held out for validation or test are not among them
 * @param validation measures the model of each epoch on held-out users that the algorithm never sees; absent: nothing is
 *     measured, and the last epoch is kept
 */
public record TrainingSetup<H extends Record>(
        RatingMatrix ratings, H hyperparameters, TrainingOptions options, Optional<EpochValidation> validation) {

    /** Without validation, listener, resumption or warm start. */
    public static <H extends Record> TrainingSetup<H> of(
            RatingMatrix ratings, H hyperparameters, long seed, int threads) {
        return new TrainingSetup<>(ratings, hyperparameters, TrainingOptions.of(seed, threads), Optional.empty());
    }

    /** The same with other ratings, for algorithms that transform them first. */
    public TrainingSetup<H> withRatings(RatingMatrix newRatings) {
        return new TrainingSetup<>(newRatings, hyperparameters, options, validation);
    }

    public TrainingSetup<H> withOptions(TrainingOptions newOptions) {
        return new TrainingSetup<>(ratings, hyperparameters, newOptions, validation);
    }

    public TrainingSetup<H> withValidation(EpochValidation newValidation) {
        return new TrainingSetup<>(ratings, hyperparameters, options, Optional.of(newValidation));
    }

    public TrainingSetup<H> withListener(TrainingListener newListener) {
        return withOptions(options.withListener(newListener));
    }

    public long seed() {
        return options.seed();
    }

    public int threads() {
        return options.threads();
    }

    public TrainingListener listener() {
        return options.listener();
    }

    public Optional<CheckpointReader> resume() {
        return options.resume();
    }

    public Optional<WarmStart> warmStart() {
        return options.warmStart();
    }
}
