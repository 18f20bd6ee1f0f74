package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Blas;
import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.engine.kernels.Slot;
import dev.palate.core.engine.kernels.UpdateRule;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A weight matrix {@code [outputs x (inputs + 1)]} outside the heap, with the bias in its last column, and its optimiser
 * moments. The gradient never exists as a whole: each block of outputs is computed and applied while it is in the cache.
 */
final class DenseWeights implements AutoCloseable {

    private static final int TASK_FLOATS = 1 << 16;

    /** Enough for two threads to share the work evenly, even for a small matrix. */
    private static final int MIN_TASKS = 4;

    private static final int READ_FLOATS = 1 << 12;

    private final Kernels kernels;
    private final int outputs;
    private final int inputs;
    private final int stride;
    private final OffHeapMatrix weights;
    private final Moments moments;

    DenseWeights(Kernels kernels, int outputs, int inputs) {
        this.kernels = kernels;
        this.outputs = outputs;
        this.inputs = inputs;
        this.stride = OffHeapMatrix.strideOf(inputs + 1);
        this.weights = new OffHeapMatrix(outputs, stride);
        this.moments = Moments.of(Math.multiplyExact(outputs, stride));
    }

    /** The number of floats that {@link #update} needs in a scratch. */
    static int scratchFloats(int inputs) {
        return Math.max(TASK_FLOATS, OffHeapMatrix.strideOf(inputs + 1));
    }

    /** {@code out[rows x outputs] = in[rows x (inputs + 1)] weights^T}. */
    void forward(int rows, FloatPointer in, int inStride, FloatPointer out, int outStride) {
        Blas.productTransposed(rows, outputs, inputs + 1, in, inStride, weights.at(0, 0), stride, 0, out, outStride);
    }

    /** {@code inGradient[rows x inputs] (+)= outGradient[rows x outputs] weights}. */
    void backward(
            int rows, FloatPointer outGradient, int outStride, boolean add, FloatPointer inGradient, int inStride) {
        Blas.product(
                rows,
                inputs,
                outputs,
                outGradient,
                outStride,
                weights.at(0, 0),
                stride,
                add ? 1 : 0,
                inGradient,
                inStride);
    }

    private int outputsPerTask() {
        return Math.max(1, Math.min(TASK_FLOATS / stride, (outputs + MIN_TASKS - 1) / MIN_TASKS));
    }

    int updateTasks() {
        return (outputs + outputsPerTask() - 1) / outputsPerTask();
    }

    /** How gradients are applied. */
    record Update(UpdateRule rule, Decay decay) {}

    /** Computes and applies the gradient {@code outGradients^T in} of one task's block of outputs. */
    void update(int task, int rows, OffHeapMatrix outGradients, OffHeapMatrix in, Scratch scratch, Update update) {
        int first = task * outputsPerTask();
        int count = Math.min(outputs, first + outputsPerTask()) - first;
        int length = count * stride;
        FloatPointer block = scratch.offHeap().at(0, 0);
        Blas.transposedProduct(
                count,
                stride,
                rows,
                outGradients.at(0, first),
                outGradients.stride(),
                in.at(0, 0),
                in.stride(),
                0,
                block,
                stride);
        float[] gradient = scratch.gradients();
        float[] values = scratch.weights();
        scratch.offHeap().read(0, 0, gradient, 0, length);
        weights.read(first, 0, values, 0, length);
        addDecay(count, gradient, values, update.decay);
        update.rule.apply(kernels, gradient, 0, values, 0, moments, first * stride, length);
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

    /** The sums of the squared weights and of the squared biases. */
    double[] sumsOfSquares() {
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

    /** @param matrix {@code [outputs x inputs]} */
    void read(float[] matrix, float[] bias, Slot slot) {
        float[] row = new float[stride];
        for (int r = 0; r < outputs; r++) {
            System.arraycopy(matrix, r * inputs, row, 0, inputs);
            row[inputs] = bias[r];
            if (slot == Slot.VALUE) {
                weights.write(r, 0, row, 0, stride);
            } else {
                System.arraycopy(row, 0, moments.of(slot), r * stride, stride);
            }
        }
    }

    void write(float[] matrix, float[] bias, Slot slot) {
        float[] row = new float[stride];
        for (int r = 0; r < outputs; r++) {
            if (slot == Slot.VALUE) {
                weights.read(r, 0, row, 0, stride);
            } else {
                System.arraycopy(moments.of(slot), r * stride, row, 0, stride);
            }
            System.arraycopy(row, 0, matrix, r * inputs, inputs);
            bias[r] = row[inputs];
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
