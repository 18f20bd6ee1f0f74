package dev.palate.core.evaluation;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.WarmStart;
import java.util.Optional;

/**
 * All that an experiment depends on.
 *
 * @param ratings of all users, {@code [users x items]}; the experiment holds some of them out itself
 * @param seed of training
 * @param threads of training and of evaluation, at least 1
 * @param listener hears the model's training; the baselines are silent
 * @param resume the interrupted training of the same plan
 * @param categories of the items, for diversity
 */
public record ExperimentPlan<H extends Record>(
        Algorithm<H> algorithm,
        H hyperparameters,
        RatingMatrix ratings,
        EvaluationSettings settings,
        long seed,
        int threads,
        TrainingListener listener,
        Optional<CheckpointReader> resume,
        Optional<WarmStart> warmStart,
        Optional<ItemCategories> categories) {

    /** A plan on one thread that nobody listens to. */
    public static <H extends Record> ExperimentPlan<H> of(
            Algorithm<H> algorithm, H hyperparameters, RatingMatrix ratings, EvaluationSettings settings, long seed) {
        return new ExperimentPlan<>(
                algorithm,
                hyperparameters,
                ratings,
                settings,
                seed,
                1,
                TrainingListener.SILENT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
