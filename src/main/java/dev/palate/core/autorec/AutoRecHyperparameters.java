package dev.palate.core.autorec;

import dev.palate.core.autoencoder.Optimisation;
import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.hyperparameter.Redefine;

/** Hyper-parameters of {@link AutoRec}; the defaults are {@link #RANKING}. */
public record AutoRecHyperparameters(
        Problem problem,

        @Hyperparameter(value = "Units of the hidden layer.", min = 1, max = 4096, tune = "100..400 log")
        int hiddenSize,

        @Hyperparameter(
                value = "Weight of the penalty: half the sum of the parameters' norms in the reconstruction objective, "
                        + "half the squared norm of the weights in the observed one.",
                min = 0,
                max = 1000,
                tune = "0.01..0.2 log")
        double lambda,

        @Redefine(name = "learningRate", tune = "0.0003..0.003 log")
        Optimisation optimisation) {

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

    /** What the network learns. */
    public record Problem(
            @Hyperparameter(
                    "Which error is minimised: over all items as in the notebook, or over the rated items only.")
            Objective objective,

            @Hyperparameter(
                    "Whose ratings a row is: a user's, or (observed objective only) an item's, where users are folded in by ridge regression on the items' codes.")
            Variant variant,

            @Hyperparameter(
                    "Whether mean, item and user offsets are subtracted from the ratings first; observed objective only.")
            boolean centred) {

        public Problem {
            if (objective == Objective.RECONSTRUCTION && (variant == Variant.ITEM || centred)) {
                throw new IllegalArgumentException("variant item and centred need objective observed");
            }
        }
    }

    /** The notebook's. */
    public static final AutoRecHyperparameters NOTEBOOK = new AutoRecHyperparameters(
            new Problem(Objective.RECONSTRUCTION, Variant.USER, false), 10, 0.001, Optimisation.adam(20, 0));

    /** The notebook's network with more units, trained until the ranking of the validation users is best. */
    public static final AutoRecHyperparameters RANKING = new AutoRecHyperparameters(
            new Problem(Objective.RECONSTRUCTION, Variant.USER, false), 200, 0.001, Optimisation.adam(150, 20));

    /** Item-based on observed ratings (Sedhain et al. 2015). */
    public static final AutoRecHyperparameters RATING_PREDICTION = new AutoRecHyperparameters(
            new Problem(Objective.OBSERVED, Variant.ITEM, true), 200, 0.05, Optimisation.adam(200, 20));

    boolean isObserved() {
        return problem.objective == Objective.OBSERVED;
    }

    boolean isItemBased() {
        return problem.variant == Variant.ITEM;
    }

    boolean isCentred() {
        return problem.centred;
    }
}
