package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.training.TrainingOptions;
import java.util.Optional;

/**
 * All that an experiment depends on.
 *
 * @param ratings of all users, {@code [users x items]}; the experiment itself holds some of them out
 * @param options of the contender's training; the threads are also those of the evaluation, and the baselines only share the
 *     seed, the threads and the cancellation
 * @param categories of the items, for diversity
 */
public record ExperimentPlan<H extends Record>(
        Contender<H> contender,
        RatingMatrix ratings,
        EvaluationSettings settings,
        TrainingOptions options,
        Optional<ItemCategories> categories) {

    /** A plan on one thread without a listener. */
    public static <H extends Record> ExperimentPlan<H> of(
            Contender<H> contender, RatingMatrix ratings, EvaluationSettings settings, long seed) {
        return new ExperimentPlan<>(contender, ratings, settings, TrainingOptions.of(seed, 1), Optional.empty());
    }

    int threads() {
        return options.threads();
    }

    long seed() {
        return options.seed();
    }
}
