package dev.palate.training.progress;

import dev.palate.core.tuning.SearchSchedule;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.training.order.AutoOrder;
import dev.palate.training.order.JobOrder;
import dev.palate.training.order.TrainingOrder;

/**
 * The shares of search and training in the progress of a job.
 *
 * @param epochs of the training, at most
 * @param search share of the search in the whole, 0 to 1; 0 for a job without one
 */
public record TrainingLength(int epochs, double search) {

    /** The progress of a selection is the elapsed share of its budget, that of a publication the share of the file that is read. */
    public static TrainingLength of(JobOrder order) {
        if (order instanceof TrainingOrder<?> training) {
            return of(training);
        }
        return order instanceof AutoOrder ? new TrainingLength(1, 1) : new TrainingLength(1, 0);
    }

    private static TrainingLength of(TrainingOrder<?> order) {
        int epochs = order.epochs().orElse(1);
        TuningBudget budget = order.options().budget();
        if (budget == null) {
            return new TrainingLength(epochs, 0);
        }
        double search = new SearchSchedule(budget.trials(), order.epochs().isPresent()).length();
        return new TrainingLength(epochs, search / (search + 1));
    }

    double searched(double share) {
        return search * share;
    }

    double trained(double epochsDone) {
        return search + (1 - search) * Math.min(1, epochsDone / Math.max(epochs, 1));
    }
}
