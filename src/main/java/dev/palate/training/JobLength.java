package dev.palate.training;

import dev.palate.core.tuning.SearchSchedule;
import dev.palate.core.tuning.TuningBudget;

/**
 * How a job's progress divides.
 *
 * @param epochs how many the training has at most
 * @param search what the search before it takes of the whole, 0 to 1; 0 for a job without one
 */
record JobLength(int epochs, double search) {

    private static final String EPOCHS = "epochs";

    static JobLength of(TrainingOrder order) {
        int epochs = order.hyperparameters().get(EPOCHS) instanceof Number number ? number.intValue() : 1;
        TuningBudget budget = order.budget();
        if (budget == null) {
            return new JobLength(epochs, 0);
        }
        double search =
                new SearchSchedule(budget.trials(), order.hyperparameters().containsKey(EPOCHS)).length();
        return new JobLength(epochs, search / (search + 1));
    }

    double searched(double share) {
        return search * share;
    }

    double trained(double epochsDone) {
        return search + (1 - search) * Math.min(1, epochsDone / Math.max(epochs, 1));
    }
}
