package dev.palate.core.tuning;

import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.hyperparameter.HyperparameterSchema;

/** The limits of a search, the first of which ends it; read from settings like hyper-parameters. */
public record TuningBudget(
        @Hyperparameter(value = "Settings to try.", min = 1, max = 10000)
        int trials,

        @Hyperparameter(value = "Minutes after which no further training starts; 0: no limit.", min = 0, max = 10080)
        double minutes) {

    /** 20 trials, no time limit. */
    public static final TuningBudget STANDARD = new TuningBudget(20, 0);

    public static HyperparameterSchema<TuningBudget> schema() {
        return HyperparameterSchema.of(STANDARD);
    }
}
