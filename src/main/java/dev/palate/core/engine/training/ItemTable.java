package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments;
import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.engine.kernels.WeightedRows;
import dev.palate.core.engine.training.TrainableLayer.Decay;
import dev.palate.core.engine.training.TrainableLayer.Update;
import java.util.Arrays;

/**
 * Weights with one row for each item, {@code [items x width]}, that are only multiplied by sparse batches. They are therefore kept
 * on the heap and read as sums of rows, and their gradient is a sum over the few batch rows that contain the item.
 *
 * <p>Rows are padded to whole vectors. Values that are added to rows must be 0 in the padding, which then stays 0, so kernels
 * process the padded length without remaining elements.
 */
final class ItemTable implements TrainableRows {

    private static final int TASK_FLOATS = 1 << 16;

    /** Enough for two threads to share the work evenly, even for a small table. */
    private static final int MIN_TASKS = 4;

    /** Gradients of narrow rows are gathered up to this length, so that the rule is applied to long ranges. */
    private static final int TOGETHER_FLOATS = 2048;

    private final Kernels kernels;
    private final SparseBatch batch;
    private final int items;
    private final int width;
    private final int biases;
    private final int stride;
    private final float[] weights;
    private final Moments moments;

    /** @param biases the number of last columns that are biases */
    ItemTable(Kernels kernels, SparseBatch batch, int items, int width, int biases) {
        this.kernels = kernels;
        this.batch = batch;
        this.items = items;
        this.width = width;
        this.biases = biases;
        this.stride = OffHeapMatrix.strideOf(width);
        int length = Math.multiplyExact(items, stride);
        this.weights = new float[length];
        this.moments = Moments.of(length);
    }

    @Override
    public int stride() {
        return stride;
    }

    @Override
    public float[] weights() {
        return weights;
    }

    private int itemsPerTask() {
        return Math.max(1, Math.min(TASK_FLOATS / stride, (items + MIN_TASKS - 1) / MIN_TASKS));
    }

    @Override
    public int updateTasks() {
        return (items + itemsPerTask() - 1) / itemsPerTask();
    }

    @Override
    public void update(int task, Coefficient coefficient, float[] rows, int rowStride, Scratch scratch, Update update) {
        float[] gradient = scratch.gradients();
        WeightedRows entries = scratch.rows();
        int end = Math.min(items, (task + 1) * itemsPerTask());
        int together = Math.max(1, TOGETHER_FLOATS / stride);
        for (int from = task * itemsPerTask(); from < end; from += together) {
            int to = Math.min(end, from + together);
            int length = (to - from) * stride;
            Arrays.fill(gradient, 0, length, 0);
            for (int item = from; item < to; item++) {
                entries.clear();
                for (int k = batch.itemStart(item); k < batch.itemStart(item + 1); k++) {
                    int entry = batch.entryByItem(k);
                    entries.add(coefficient.of(entry), batch.rowOf(entry) * rowStride);
                }
                kernels.addRows(entries, rows, gradient, (item - from) * stride, stride);
            }
            addDecay(update.decay(), gradient, from, to);
            update.rule().apply(kernels, gradient, 0, weights, from * stride, moments, from * stride, length);
        }
    }

    private void addDecay(Decay decay, float[] gradient, int from, int to) {
        if (decay.weights() == 0 && decay.bias() == 0) {
            return;
        }
        if (biases == 0) {
            kernels.addScaled(decay.weights(), weights, from * stride, gradient, 0, (to - from) * stride);
            return;
        }
        int weightCount = width - biases;
        for (int item = from; item < to; item++) {
            int at = (item - from) * stride;
            kernels.addScaled(decay.weights(), weights, item * stride, gradient, at, weightCount);
            for (int i = weightCount; i < width; i++) {
                gradient[at + i] += decay.bias() * weights[item * stride + i];
            }
        }
    }

    @Override
    public double sumOfSquares() {
        return sumOfSquares(0, width);
    }

    /** Sum of squares of the columns {@code from..to-1}. */
    double sumOfSquares(int from, int to) {
        if (from == 0 && to == width) {
            return kernels.sumOfSquares(weights, 0, weights.length);
        }
        double sum = 0;
        for (int item = 0; item < items; item++) {
            sum += kernels.sumOfSquares(weights, item * stride + from, to - from);
        }
        return sum;
    }

    @Override
    public void read(float[] source, Slot slot, int from, int columns) {
        float[] target = moments.of(slot, weights);
        for (int item = 0; item < items; item++) {
            System.arraycopy(source, item * columns, target, item * stride + from, columns);
        }
    }

    @Override
    public void write(float[] target, Slot slot, int from, int columns) {
        float[] source = moments.of(slot, weights);
        for (int item = 0; item < items; item++) {
            System.arraycopy(source, item * stride + from, target, item * columns, columns);
        }
    }
}
