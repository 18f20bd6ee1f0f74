package dev.palate.core.training;

/** The listener cancelled the training; there is no model. */
public final class TrainingCancelledException extends RuntimeException {

    public TrainingCancelledException(int epoch) {
        super("cancelled in epoch " + epoch);
    }
}
