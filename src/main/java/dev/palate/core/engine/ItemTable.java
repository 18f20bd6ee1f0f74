package dev.palate.core.engine;

import java.util.Arrays;

/**
 * Weights with one row for each item, {@code [items x width]}, met by sparse batches only: so they stay on the heap, are
 * read as sums of rows, and their gradient is a sum over the few batch rows that hold the item.
 */
final class ItemTable {

    private static final int TASK_FLOATS = 1 << 16;

    private final Kernels kernels;
    private final int items;
    private final int width;
    private final int stride;
    private final float[] weights;
    private final Moments moments;

    ItemTable(Kernels kernels, int items, int width) {
        this.kernels = kernels;
        this.items = items;
        this.width = width;
        this.stride = LayerOutput.strideOf(width);
        int length = Math.multiplyExact(items, stride);
        this.weights = new float[length];
        this.moments = Moments.of(length);
    }

    int stride() {
        return stride;
    }

    float[] weights() {
        return weights;
    }

    private int itemsPerTask() {
        return Math.max(1, TASK_FLOATS / stride);
    }

    int updateTasks() {
        return (items + itemsPerTask() - 1) / itemsPerTask();
    }

    /** What multiplies an entry's row in an item's gradient. */
    interface Coefficient {
        float of(int entry);
    }

    /**
     * Applies, for each item of one task, the gradient {@code sum over entries of coefficient * rows[row of the entry]}.
     *
     * @param rows {@code [batch rows x width]}, one row every {@code rowStride} floats
     */
    void update(
            int task,
            SparseBatch batch,
            Coefficient coefficient,
            float[] rows,
            int rowStride,
            Scratch scratch,
            Update update) {
        float[] gradient = scratch.gradients();
        int from = task * itemsPerTask();
        int to = Math.min(items, from + itemsPerTask());
        for (int item = from; item < to; item++) {
            Arrays.fill(gradient, 0, stride, 0);
            for (int k = batch.itemStart(item); k < batch.itemStart(item + 1); k++) {
                int entry = batch.entryByItem(k);
                float factor = coefficient.of(entry);
                if (factor != 0) {
                    kernels.addScaled(factor, rows, batch.rowOf(entry) * rowStride, gradient, 0, width);
                }
            }
            int at = item * stride;
            int weightCount = width - update.biases;
            if (update.decay.weights() != 0) {
                kernels.addScaled(update.decay.weights(), weights, at, gradient, 0, weightCount);
            }
            for (int i = weightCount; i < width; i++) {
                gradient[i] += update.decay.bias() * weights[at + i];
            }
            update.rule.apply(kernels, gradient, 0, weights, at, moments, at, stride);
        }
    }

    /** How gradients are applied; the last {@code biases} columns of a row are biases. */
    record Update(UpdateRule rule, Decay decay, int biases) {}

    /** Sum of squares of the columns {@code from..to-1}. */
    double sumOfSquares(int from, int to) {
        double sum = 0;
        for (int item = 0; item < items; item++) {
            sum += kernels.sumOfSquares(weights, item * stride + from, to - from);
        }
        return sum;
    }

    /** Copies {@code [items x columns]} numbers into the columns {@code from..from+columns-1}. */
    void read(float[] source, Slot slot, int from, int columns) {
        float[] target = of(slot);
        for (int item = 0; item < items; item++) {
            System.arraycopy(source, item * columns, target, item * stride + from, columns);
        }
    }

    void write(float[] target, Slot slot, int from, int columns) {
        float[] source = of(slot);
        for (int item = 0; item < items; item++) {
            System.arraycopy(source, item * stride + from, target, item * columns, columns);
        }
    }

    private float[] of(Slot slot) {
        return slot == Slot.VALUE ? weights : moments.of(slot);
    }
}
