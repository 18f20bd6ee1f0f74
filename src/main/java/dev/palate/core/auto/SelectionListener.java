package dev.palate.core.auto;

import dev.palate.core.evaluation.SelectionReport;

/** Receives the progress of a selection, on its thread: it must be quick. */
public interface SelectionListener {

    /** Called after each batch with the elapsed share of the budget, 0 to 1. */
    default void onProgress(double share) {}

    /** Called after each contender, and after the choice. */
    default void onContender(SelectionReport soFar) {}

    /** Called before each contender and each batch; {@code true} ends the selection with a cancelled training. */
    default boolean isCancelled() {
        return false;
    }
}
