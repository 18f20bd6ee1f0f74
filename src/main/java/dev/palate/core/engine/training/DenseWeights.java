package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments;
import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.engine.kernels.Products;
import dev.palate.core.network.Parameters;

/**
 * A weight matrix {@code [outputs x (inputs + 1)]} outside the heap, with the bias in its last column, and its optimiser moments.
 * The gradient never exists as a whole: each block of outputs is computed and applied while it is in the cache.
 */
abstract class DenseWeights implements TrainableLayer {

    /** Of an update: each task packs all activations of the batch for its product, so few tasks are cheaper. */
    private static final int TASK_FLOATS = 1 << 17;

    /** Two threads share the work. */
    private static final int MIN_TASKS = 2;

    /** Of the heap, to which a task copies gradients and weights to apply the rule to them. */
    private static final int APPLY_FLOATS = 1 << 14;

    private static final int READ_FLOATS = 1 << 12;

    final Kernels kernels;
    final SparseBatch batch;
    final LayerOutput input;
    private final int outputs;
    private final int inputs;
    private final int stride;
    private final OffHeapMatrix weights;
    private final Moments moments;

    DenseWeights(Kernels kernels, SparseBatch batch, LayerOutput input, int outputs) {
        this.kernels = kernels;
        this.batch = batch;
        this.input = input;
        this.outputs = outputs;
        this.inputs = input.size();
        this.stride = OffHeapMatrix.strideOf(inputs + 1);
        this.weights = new OffHeapMatrix(outputs, stride);
        this.moments = Moments.of(Math.multiplyExact(outputs, stride));
    }

    /** The number of floats that an update needs in each array of a scratch. */
    static int scratchFloats(int inputs) {
        return Math.max(TASK_FLOATS, OffHeapMatrix.strideOf(inputs + 1));
    }

    /** A range of the outputs. */
    record Range(int first, int count) {}

    final Range all() {
        return new Range(0, outputs);
    }

    /** Writes these outputs' weighted sums for the rows {@code from..to-1} to {@code out}: {@code out = in weights^T}. */
    final void forward(Range range, int from, int to, Products products, OffHeapMatrix.Part out) {
        products.productTransposed(
                to - from, range.count, inputs + 1, input.mirror().from(from), weights.from(range.first), out);
    }

    /**
     * Computes these outputs' part of the gradient of the input's activations: {@code target = gradients weights + beta target}.
     *
     * @param gradients with respect to the weighted sums, {@code [rows x count]}
     * @param target {@code [rows x inputs]}
     */
    final void backward(
            Range range,
            int rows,
            OffHeapMatrix.Part gradients,
            Products products,
            float beta,
            OffHeapMatrix.Part target) {
        products.product(rows, inputs, range.count, gradients, weights.from(range.first), beta, target);
    }

    private int outputsPerTask() {
        return Math.max(1, Math.min(TASK_FLOATS / stride, (outputs + MIN_TASKS - 1) / MIN_TASKS));
    }

    @Override
    public int updateTasks() {
        return (outputs + outputsPerTask() - 1) / outputsPerTask();
    }

    final Range ofTask(int task) {
        int first = task * outputsPerTask();
        return new Range(first, Math.min(outputs, first + outputsPerTask()) - first);
    }

    /**
     * Computes and applies the gradient {@code gradients^T in} of these outputs' weights.
     *
     * @param gradients with respect to the weighted sums, {@code [rows x count]}
     * @param scratch with room for {@code count} rows of weights outside the heap
     */
    final void update(Range range, OffHeapMatrix.Part gradients, Scratch scratch, Update update) {
        scratch.products()
                .transposedProduct(
                        range.count,
                        stride,
                        batch.rows(),
                        gradients,
                        input.mirror().from(0),
                        new OffHeapMatrix.Part(scratch.offHeap().at(0, 0), stride));
        int together = Math.max(1, APPLY_FLOATS / stride);
        for (int at = 0; at < range.count; at += together) {
            apply(range.first + at, Math.min(range.count - at, together), at * stride, scratch, update);
        }
    }

    /** Applies the gradients that start at {@code at} of the scratch. */
    private void apply(int first, int count, int at, Scratch scratch, Update update) {
        int length = count * stride;
        float[] gradient = scratch.gradients();
        float[] values = scratch.weights();
        scratch.offHeap().read(0, at, gradient, 0, length);
        weights.read(first, 0, values, 0, length);
        addDecay(count, gradient, values, update.decay());
        update.rule().apply(kernels, gradient, 0, values, 0, moments, first * stride, length);
        weights.write(first, 0, values, 0, length);
    }

    private void addDecay(int count, float[] gradient, float[] values, Decay decay) {
        if (decay.weights() == 0 && decay.bias() == 0) {
            return;
        }
        for (int r = 0; r < count; r++) {
            kernels.addScaled(decay.weights(), values, r * stride, gradient, r * stride, inputs);
            gradient[r * stride + inputs] += decay.bias() * values[r * stride + inputs];
        }
    }

    @Override
    public double[] sumsOfSquares() {
        double[] sums = new double[2];
        int together = Math.max(1, READ_FLOATS / stride);
        float[] block = new float[together * stride];
        for (int from = 0; from < outputs; from += together) {
            int count = Math.min(outputs - from, together);
            weights.read(from, 0, block, 0, count * stride);
            for (int bias = inputs; bias < count * stride; bias += stride) {
                sums[1] += (double) block[bias] * block[bias];
                block[bias] = 0;
            }
            sums[0] += kernels.sumOfSquares(block, 0, count * stride);
        }
        return sums;
    }

    @Override
    public void read(Parameters source, int layer, Slot slot) {
        float[] row = new float[stride];
        for (int r = 0; r < outputs; r++) {
            System.arraycopy(source.weights(layer), r * inputs, row, 0, inputs);
            row[inputs] = source.bias(layer)[r];
            if (slot == Slot.VALUE) {
                weights.write(r, 0, row, 0, stride);
            } else {
                System.arraycopy(row, 0, moments.of(slot, row), r * stride, stride);
            }
        }
    }

    @Override
    public void write(Parameters target, int layer, Slot slot) {
        float[] row = new float[stride];
        for (int r = 0; r < outputs; r++) {
            if (slot == Slot.VALUE) {
                weights.read(r, 0, row, 0, stride);
            } else {
                System.arraycopy(moments.of(slot, row), r * stride, row, 0, stride);
            }
            System.arraycopy(row, 0, target.weights(layer), r * inputs, inputs);
            target.bias(layer)[r] = row[inputs];
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
