package dev.palate.core.tuning;

/**
 * Receives the progress of a search, on the threads of the search and in one call at a time: it must be quick. Only {@link #isCancelled}
 * can be called by several threads at once.
 */
public interface TuningListener {

    /** Called after each batch of a training that has batches, and after each training, with the share that is done, 0 to 1. */
    default void onProgress(double share) {}

    /** Called after each training, successful or not. */
    default void onTrial(TuningTrial trial) {}

    /** Called before each batch; {@code true} ends the search with a cancelled training. */
    default boolean isCancelled() {
        return false;
    }
}
