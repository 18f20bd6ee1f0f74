package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Blas;
import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments;
import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.network.Parameters;

/**
 * A layer with a weight matrix {@code [outputs x (inputs + 1)]} outside the heap, with the bias in its last column, and its optimiser
 * moments. The gradient never exists as a whole: each block of outputs is computed and applied while it is in the cache.
 */
class DenseWeights implements TrainableLayer {

    private static final int TASK_FLOATS = 1 << 16;

    /** Enough for two threads to share the work evenly, even for a small matrix. */
    private static final int MIN_TASKS = 4;

    private static final int READ_FLOATS = 1 << 12;

    final Kernels kernels;
    final SparseBatch batch;
    final LayerOutput input;
    private final int outputs;
    private final int inputs;
    private final int stride;
    private final OffHeapMatrix weights;
    private final OffHeapMatrix outGradients;
    private final Moments moments;

    /** @param outGradients the gradient of the objective with respect to the weighted sums, {@code [rows x outputs]} */
    DenseWeights(Kernels kernels, SparseBatch batch, LayerOutput input, int outputs, OffHeapMatrix outGradients) {
        this.kernels = kernels;
        this.batch = batch;
        this.input = input;
        this.outputs = outputs;
        this.inputs = input.size();
        this.stride = OffHeapMatrix.strideOf(inputs + 1);
        this.weights = new OffHeapMatrix(outputs, stride);
        this.outGradients = outGradients;
        this.moments = Moments.of(Math.multiplyExact(outputs, stride));
    }

    /** The number of floats that {@link #update} needs in a scratch. */
    static int scratchFloats(int inputs) {
        return Math.max(TASK_FLOATS, OffHeapMatrix.strideOf(inputs + 1));
    }

    /** Writes the weighted sums of these rows to {@code out}: {@code out = in weights^T}. */
    final void forward(int from, int to, OffHeapMatrix out) {
        Blas.productTransposed(
                to - from, outputs, inputs + 1, input.mirror().from(from), weights.from(0), out.from(from));
    }

    /**
     * Computes the gradient of the input's activations from that of these rows' sums: {@code outGradients weights}.
     *
     * @param add whether to add it to the present gradient
     */
    final void backward(int from, int to, boolean add) {
        OffHeapMatrix mirror = input.gradientMirror();
        int length = (to - from) * input.stride();
        if (add) {
            mirror.write(from, 0, input.gradients(), from * input.stride(), length);
        }
        Blas.product(
                to - from, inputs, outputs, outGradients.from(from), weights.from(0), add ? 1 : 0, mirror.from(from));
        mirror.read(from, 0, input.gradients(), from * input.stride(), length);
    }

    private int outputsPerTask() {
        return Math.max(1, Math.min(TASK_FLOATS / stride, (outputs + MIN_TASKS - 1) / MIN_TASKS));
    }

    @Override
    public int updateTasks() {
        return (outputs + outputsPerTask() - 1) / outputsPerTask();
    }

    /** Computes and applies the gradient {@code outGradients^T in} of one task's block of outputs. */
    @Override
    public void update(int task, Scratch scratch, Update update) {
        int first = task * outputsPerTask();
        int count = Math.min(outputs, first + outputsPerTask()) - first;
        int length = count * stride;
        Blas.transposedProduct(
                count,
                stride,
                batch.rows(),
                new OffHeapMatrix.Part(outGradients.at(0, first), outGradients.stride()),
                input.mirror().from(0),
                new OffHeapMatrix.Part(scratch.offHeap().at(0, 0), stride));
        float[] gradient = scratch.gradients();
        float[] values = scratch.weights();
        scratch.offHeap().read(0, 0, gradient, 0, length);
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
