package dev.palate.core.training;

/** The listener asked the run to stop; nothing of it is kept. */
public final class TrainingCancelledException extends RuntimeException {

    public TrainingCancelledException(int epoch) {
        super("cancelled in epoch " + epoch);
    }
}
