package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.training.TrainableLayer.Update;

/**
 * Weights with one row for each item, {@code [items x width]}, that are only multiplied by sparse batches. Rows are padded to whole vectors,
 * with 0.
 */
interface TrainableRows {

    /** Floats from one row to the next. */
    int stride();

    /** {@code [items x stride]}. */
    float[] weights();

    /** The number of independent tasks of an update; it does not depend on the number of threads. */
    int updateTasks();

    /** The factor of an entry's row in an item's gradient. */
    interface Coefficient {
        float of(int entry);
    }

    /**
     * Applies, for each item of one task, the gradient {@code sum over entries of coefficient * rows[row of the entry]}.
     *
     * @param rows {@code [batch rows x width]}, one row every {@code rowStride} floats, 0 in the padding
     */
    void update(int task, Coefficient coefficient, float[] rows, int rowStride, Scratch scratch, Update update);

    /** The sum of squares of all weights that the penalty counts. */
    double sumOfSquares();

    /** Begins a step, after its batch is indexed. */
    default void beginStep() {}

    default void endEpoch() {}

    /** Copies {@code [items x columns]} numbers into the columns {@code from..from+columns-1}. */
    void read(float[] source, Slot slot, int from, int columns);

    void write(float[] target, Slot slot, int from, int columns);
}
