package dev.palate.core.popularity;

import dev.palate.core.hyperparameter.Hyperparameter;

/** Hyper-parameters of {@link Popularity}. */
public record PopularityHyperparameters(
        @Hyperparameter(
                value = "Ratings of at least this are counted, others not at all. In rating units.",
                min = -1e6,
                max = 1e6)
        double threshold,

        @Hyperparameter("What an item's counted ratings weigh: count, 1 each; rating-sum, their value.")
        Weighting weighting) {

    /** What a counted rating weighs. */
    public enum Weighting {
        COUNT,
        RATING_SUM
    }
}
