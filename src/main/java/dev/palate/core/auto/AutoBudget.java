package dev.palate.core.auto;

import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.hyperparameter.HyperparameterSchema;

/** The time of an automatic training; read from settings like hyper-parameters. */
public record AutoBudget(
        @Hyperparameter(
                value =
                        "Minutes for everything: contenders, search, final training and evaluation. Kept to within a tenth.",
                min = 0.05,
                max = 10080)
        double minutes) {

    /** A quarter of an hour. */
    public static final AutoBudget STANDARD = new AutoBudget(15);

    public static HyperparameterSchema<AutoBudget> schema() {
        return HyperparameterSchema.of(STANDARD);
    }
}
