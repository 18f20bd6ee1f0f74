package dev.palate.core.ease;

import dev.palate.core.hyperparameter.Hyperparameter;

/** Hyper-parameters of {@link Ease}. */
public record EaseHyperparameters(
        @Hyperparameter(
                value = "Ratings of at least this count as 1, others not at all. In rating units.",
                min = -1e6,
                max = 1e6)
        double threshold,

        @Hyperparameter(
                value = "Added to the diagonal of the Gram matrix: squared-L2 regularisation. In users.",
                min = 0.001,
                max = 1e7,
                tune = "20..2000 log")
        double lambda) {}
