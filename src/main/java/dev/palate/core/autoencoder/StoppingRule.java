package dev.palate.core.autoencoder;

import dev.palate.core.hyperparameter.Hyperparameter;

/** When the training of a network ends. */
public record StoppingRule(
        @Hyperparameter(value = "Epochs at most.", min = 1, max = 10000)
        int epochs,

        @Hyperparameter(
                value = "Epochs without a better validation after which training stops; 0: never.",
                min = 0,
                max = 10000)
        int patience) {}
