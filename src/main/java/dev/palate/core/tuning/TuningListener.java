package dev.palate.core.tuning;

/** Hears how a search goes; called on the searching thread, so it must be quick. */
public interface TuningListener {

    /** After each batch of a training that has batches, and after each training: how much of the search is done, 0 to 1. */
    default void onProgress(double share) {}

    /** After each training, whether it succeeded or not. */
    default void onTrial(TuningTrial trial) {}

    /** Asked before each batch; {@code true} ends the search with a cancelled training. */
    default boolean isCancelled() {
        return false;
    }
}
