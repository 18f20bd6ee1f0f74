package dev.palate.core.auto;

import dev.palate.core.training.EpochReport;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingPart;
import dev.palate.core.training.TrainingState;

/**
 * Ends a training in time: after the epoch from which on another one would not end before the deadline. A training that cannot
 * end in this way is cancelled at the deadline, if that is permitted.
 */
public final class TimeLimit implements TrainingListener {

    private final TrainingListener listener;
    private final TimeBudget budget;
    private final double deadline;
    private final boolean cancels;
    private double epochEnd;
    private double epochSeconds;

    private TimeLimit(TrainingListener listener, TimeBudget budget, double deadline, boolean cancels) {
        this.listener = listener;
        this.budget = budget;
        this.deadline = deadline;
        this.cancels = cancels;
        this.epochEnd = budget.elapsed();
    }

    /**
     * Never cancels, because the training has to yield a model.
     *
     * @param deadline in seconds of the budget
     */
    public static TimeLimit ending(TrainingListener listener, TimeBudget budget, double deadline) {
        return new TimeLimit(listener, budget, deadline, false);
    }

    /** Cancels a training without epochs, or whose first epoch is too long; a later epoch may be a little longer than the others. */
    static TimeLimit cancelling(TrainingListener listener, TimeBudget budget, double deadline) {
        return new TimeLimit(listener, budget, deadline, true);
    }

    @Override
    public void onBatch(int epoch, int batch, int batches) {
        listener.onBatch(epoch, batch, batches);
    }

    @Override
    public void onEpoch(EpochReport report, TrainingState state) {
        listener.onEpoch(report, state);
        double now = budget.elapsed();
        epochSeconds = now - epochEnd;
        epochEnd = now;
    }

    @Override
    public void onPart(TrainingPart part, TrainingState state) {
        listener.onPart(part, state);
    }

    @Override
    public void onWarning(String message) {
        listener.onWarning(message);
    }

    @Override
    public boolean isTimeOver() {
        return budget.elapsed() + epochSeconds > deadline;
    }

    @Override
    public boolean isCancelled() {
        return listener.isCancelled() || (cancels && budget.elapsed() > deadline + epochSeconds);
    }
}
