package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingOptions;
import java.util.List;
import java.util.Optional;

/**
 * All that an experiment depends on.
 *
 * @param options of the contender's training; its processors also evaluate, and the baselines only share the seed, the threads,
 *     the memory and the cancellation
 */
public record ExperimentPlan<H extends Record>(
        Contender<H> contender, Data data, EvaluationSettings settings, TrainingOptions options) {

    /** A plan on one thread without a listener. */
    public static <H extends Record> ExperimentPlan<H> of(
            Contender<H> contender, RatingMatrix ratings, EvaluationSettings settings, long seed) {
        return new ExperimentPlan<>(contender, Data.of(ratings), settings, TrainingOptions.of(seed, 1));
    }

    RatingMatrix ratings() {
        return data.ratings();
    }

    int threads() {
        return options.threads();
    }

    Processors processors() {
        return options.processors();
    }

    long seed() {
        return options.seed();
    }

    /**
     * The data of an experiment.
     *
     * @param ratings of all users, {@code [users x items]}; the experiment itself holds some of them out
     * @param userIds one for each row. With them, a user is held out by a hash of the id, so that later experiments hold the same
     *     users out; without them, by a permutation of the rows
     * @param categories of the items, for diversity
     */
    public record Data(RatingMatrix ratings, Optional<List<String>> userIds, Optional<ItemCategories> categories) {

        /** Ratings alone. */
        public static Data of(RatingMatrix ratings) {
            return new Data(ratings, Optional.empty(), Optional.empty());
        }
    }
}
