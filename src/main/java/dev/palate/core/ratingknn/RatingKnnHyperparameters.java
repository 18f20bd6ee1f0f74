package dev.palate.core.ratingknn;

import dev.palate.core.hyperparameter.Hyperparameter;

/** Hyper-parameters of {@link RatingKnn}. */
public record RatingKnnHyperparameters(
        @Hyperparameter(
                value = "Of the items that a user has rated, the most similar ones that predict a rating.",
                min = 1,
                max = 300,
                tune = "20 | 40 | 60 | 100")
        int neighbours,

        @Hyperparameter(
                value = "Similarities count as if this number of common users had shown no similarity.",
                min = 0,
                max = 10000,
                tune = "20..100")
        double shrinkage,

        @Hyperparameter(
                value = "Added to the sum of the weights, so that a few weak neighbours change little.",
                min = 0,
                max = 100,
                tune = "0.01..0.2 log")
        double damping) {}
