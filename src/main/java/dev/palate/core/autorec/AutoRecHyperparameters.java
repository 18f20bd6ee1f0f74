package dev.palate.core.autorec;

import dev.palate.core.autoencoder.LearningRateSchedule;
import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.network.OptimiserKind;

/** Hyper-parameters of {@link AutoRec}; the defaults are the notebook's. */
public record AutoRecHyperparameters(
        @Hyperparameter("Which error is minimised: over all items as in the notebook, or over the rated items only.")
        Objective objective,

        @Hyperparameter(
                "Whose ratings a row is: a user's, or (observed objective only) an item's, where users are folded in by ridge regression on the items' codes.")
        Variant variant,

        @Hyperparameter("Whether mean, item and user offsets are taken off the ratings first; observed objective only.")
        boolean centred,

        @Hyperparameter(value = "Units of the hidden layer.", min = 1, max = 4096, tune = "100..400 log")
        int hiddenSize,

        @Hyperparameter(
                value = "Weight of the penalty: half the sum of the parameters' norms in the reconstruction objective, "
                        + "half the squared norm of the weights in the observed one.",
                min = 0,
                max = 1000,
                tune = "0.01..0.2 log")
        double lambda,

        @Hyperparameter(value = "Learning rate.", min = 1e-7, max = 1, tune = "0.0003..0.003 log")
        double learningRate,

        @Hyperparameter("How the learning rate goes over the epochs.")
        LearningRateSchedule schedule,

        @Hyperparameter("How gradients move parameters.") OptimiserKind optimiser,

        @Hyperparameter(value = "Training rows a step.", min = 1, max = 65536)
        int batchSize,

        @Hyperparameter(value = "Epochs at most.", min = 1, max = 10000)
        int epochs,

        @Hyperparameter(
                value = "Epochs without a better validation after which training stops; 0: never.",
                min = 0,
                max = 10000)
        int patience) {

    /** Which entries the loss looks at. */
    public enum Objective {
        RECONSTRUCTION,
        OBSERVED
    }

    /** Whose ratings one row of the network's input is. */
    public enum Variant {
        USER,
        ITEM
    }

    /** The notebook's. */
    public static final AutoRecHyperparameters NOTEBOOK = new AutoRecHyperparameters(
            Objective.RECONSTRUCTION,
            Variant.USER,
            false,
            10,
            0.001,
            0.001,
            LearningRateSchedule.CONSTANT,
            OptimiserKind.ADAM,
            64,
            20,
            0);

    /** Item-based on observed ratings (Sedhain et al. 2015). */
    public static final AutoRecHyperparameters RATING_PREDICTION = new AutoRecHyperparameters(
            Objective.OBSERVED,
            Variant.ITEM,
            true,
            200,
            0.05,
            0.001,
            LearningRateSchedule.CONSTANT,
            OptimiserKind.ADAM,
            64,
            200,
            20);

    public AutoRecHyperparameters {
        if (objective == Objective.RECONSTRUCTION && (variant == Variant.ITEM || centred)) {
            throw new IllegalArgumentException("variant item and centred need objective observed");
        }
    }
}
