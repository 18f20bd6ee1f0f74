package dev.palate.core.training;

/** Hears how a training goes; called on the training thread, so it must be quick. */
public interface TrainingListener {

    /** Hears nothing and never cancels. */
    TrainingListener SILENT = new TrainingListener() {};

    /** After each batch. {@code epoch} counts from 1, {@code batch} from 1 to {@code batches}. */
    default void onBatch(int epoch, int batch, int batches) {}

    /**
     * After each epoch.
     *
     * @param state all that is needed to go on after this epoch to the same bits; may be written during this call only.
     *     Algorithms without epochs do not offer any
     */
    default void onEpoch(EpochReport report, TrainingState state) {}

    /** A remark for whoever reads the job: a collapsed posterior, an early stop. */
    default void onWarning(String message) {}

    /** Asked before each batch; {@code true} ends the run with {@link TrainingCancelledException}. */
    default boolean isCancelled() {
        return false;
    }
}
