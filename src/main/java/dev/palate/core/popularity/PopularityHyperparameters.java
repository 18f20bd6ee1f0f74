package dev.palate.core.popularity;

import dev.palate.core.hyperparameter.Hyperparameter;

/** Hyper-parameters of {@link Popularity}. */
public record PopularityHyperparameters(
        @Hyperparameter(
                value = "Ratings of at least this are counted, others not at all. In rating units.",
                min = -1e6,
                max = 1e6)
        double threshold,

        @Hyperparameter("The weight of each counted rating: 1 (count), or its value (rating-sum).")
        Weighting weighting) {

    /** The weight of a counted rating. */
    public enum Weighting {
        COUNT,
        RATING_SUM
    }
}
