package dev.palate.core.itemknn;

import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.training.LikedRatings;

/** Hyper-parameters of {@link ItemKnn}. */
public record ItemKnnHyperparameters(
        @Hyperparameter(
                value = "Ratings of at least this count as 1, others not at all. In rating units.",
                min = -1e6,
                max = 1e6)
        double threshold,

        @Hyperparameter(value = "Most similar items kept for each item.", min = 1, max = 10000, tune = "10..500 log")
        int neighbours,

        @Hyperparameter(
                value = "Added to the denominator of the cosine, so that few users in common count less. In users.",
                min = 0,
                max = 100000,
                tune = "1..200 log")
        double shrinkage,

        @Hyperparameter(
                value = LikedRatings.RECENCY_MEANING,
                min = 0,
                max = LikedRatings.MOST_RECENCY,
                tune = LikedRatings.RECENCY_TUNE)
        double recency) {}
