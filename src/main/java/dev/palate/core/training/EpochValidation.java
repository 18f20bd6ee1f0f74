package dev.palate.core.training;

import dev.palate.core.model.Model;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Measures a model after each epoch on data that it is not trained on. */
public interface EpochValidation {

    /** Metrics by name, such as {@code ndcg@20}, {@code testLoss}; all finite. */
    Map<String, Double> measure(Model model, int epoch);

    /** The metric that decides early stopping and the best epoch, higher being better; absent: the last epoch is kept. */
    Optional<String> criterion();

    /**
     * The names of hyper-parameters that the metrics do not depend on, so that no search can choose them: the recency, unless the
     * data has the order of the ratings.
     */
    default Set<String> undecided() {
        return Set.of(LikedRatings.RECENCY);
    }

    /**
     * The same on a part of the data that has at most {@code rows} rows, for searches that measure very often. Measures on all data
     * if they cannot be divided.
     */
    default EpochValidation onAtMost(int rows) {
        return this;
    }

    static EpochValidation of(Optional<String> criterion, BiFunction<Model, Integer, Map<String, Double>> measure) {
        return new EpochValidation() {
            @Override
            public Map<String, Double> measure(Model model, int epoch) {
                return measure.apply(model, epoch);
            }

            @Override
            public Optional<String> criterion() {
                return criterion;
            }
        };
    }
}
