package dev.palate.core.training;

/**
 * Receives the progress of a training, in one call at a time: it must be quick. Only {@link #isCancelled} can be called by several
 * threads at once.
 */
public interface TrainingListener {

    /** Ignores progress and never cancels. */
    TrainingListener SILENT = new TrainingListener() {};

    /** Called after each batch. {@code epoch} counts from 1, {@code batch} from 1 to {@code batches}. */
    default void onBatch(int epoch, int batch, int batches) {}

    /**
     * Called after each epoch; never for algorithms without epochs.
     *
     * @param state the state from which a training resumes after this epoch with the same bits; it can only be saved during this
     *     call
     */
    default void onEpoch(EpochReport report, TrainingState state) {}

    /**
     * Called after a part of a training without epochs that can be interrupted, on the thread that trains.
     *
     * @param state the state from which a training resumes after the finished parts with the same bits; it can only be saved during
     *     this call
     */
    default void onPart(TrainingPart part, TrainingState state) {}

    /** Receives a remark for the reader of the report, such as a collapsed posterior or an early stop. */
    default void onWarning(String message) {}

    /** Called before each batch; {@code true} ends the training with {@link TrainingCancelledException}. */
    default boolean isCancelled() {
        return false;
    }

    /** Called after each epoch; {@code true} ends the training there, with the best epoch so far. */
    default boolean isTimeOver() {
        return false;
    }
}
