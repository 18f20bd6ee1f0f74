package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.Blas;
import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.engine.kernels.OffHeapMatrix.Part;
import dev.palate.core.engine.kernels.RowNormalisation;
import dev.palate.core.network.Layer;
import dev.palate.core.network.ParameterSource;
import dev.palate.core.network.Parameters;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/** A trained dense layer for inference: weights {@code [outputs x (inputs + 1)]} outside the heap, bias in the last column. */
final class InferenceLayer implements AutoCloseable {

    /** From this number of rows on the matrix product is faster; measured with 600 inputs, see docs/benchmarks.md. */
    static final int PRODUCT_ROWS = 17;

    /** 300 KB with 600 inputs, and a multiple of the block size of every BLAS kernel. */
    private static final int PANEL_OUTPUTS = 128;

    private final Layer layer;
    private final int inputs;
    private final int stride;
    private final OffHeapMatrix weights;
    private final float[] gain;
    private final float[] shift;

    InferenceLayer(Layer layer, int inputs, ParameterSource source, int index) {
        this.layer = layer;
        this.inputs = inputs;
        this.stride = OffHeapMatrix.strideOf(inputs + 1);
        this.weights = new OffHeapMatrix(layer.size(), stride);
        this.gain = source.gain(index);
        this.shift = source.shift(index);
        float[] bias = source.bias(index);
        float[] row = new float[stride];
        source.weightRows(index, inputs, (r, values, offset) -> {
            System.arraycopy(values, offset, row, 0, inputs);
            row[inputs] = bias[r];
            weights.write(r, 0, row, 0, stride);
        });
    }

    /**
     * The weighted sums {@code out[rows x outputs] = in[rows x (inputs + 1)] weights^T}. The matrix product first copies all
     * weights, which is worthwhile from {@value #PRODUCT_ROWS} rows on. Fewer rows are multiplied one by one with a panel of
     * weights that stays in the second-level cache, and idle processors take a share of many outputs. The sums of each of these
     * rows are the same bits as those of the row alone.
     */
    void sums(int rows, Part in, Part out) {
        if (rows >= PRODUCT_ROWS) {
            Blas.productTransposed(rows, layer.size(), inputs + 1, in, weights.from(0), out);
            return;
        }
        int panels = (layer.size() + PANEL_OUTPUTS - 1) / PANEL_OUTPUTS;
        IdleProcessors.run(panels, (long) layer.size() * stride, (from, to) -> {
            int last = Math.min(to * PANEL_OUTPUTS, layer.size());
            sumsOf(from * PANEL_OUTPUTS, last, rows, in, out);
        });
    }

    /** Computes only the sums of the outputs {@code from..to-1}. */
    private void sumsOf(int from, int to, int rows, Part in, Part out) {
        int panel = rows == 1 ? to - from : PANEL_OUTPUTS;
        FloatPointer input = new FloatPointer(in.start());
        FloatPointer output = new FloatPointer(out.start());
        for (int begin = from; begin < to; begin += panel) {
            int outputs = Math.min(panel, to - begin);
            FloatPointer some = weights.at(begin, 0);
            for (int r = 0; r < rows; r++) {
                input.position(in.start().position() + (long) r * in.stride());
                output.position(out.start().position() + (long) r * out.stride() + begin);
                Blas.matrixVector(outputs, inputs + 1, some, stride, input, output);
            }
        }
    }

    float[] gain() {
        return gain;
    }

    float[] shift() {
        return shift;
    }

    /** Turns {@code size} weighted sums into activations in place. */
    static void activate(Kernels kernels, Layer layer, float[] gain, float[] shift, float[] values, int at) {
        int size = layer.size();
        switch (layer.activation()) {
            case IDENTITY -> {}
            case SIGMOID -> kernels.sigmoid(values, at, size);
            case TANH -> kernels.tanh(values, at, size);
            case RELU -> kernels.relu(values, at, size);
            case SWISH -> {
                float[] sums = Arrays.copyOfRange(values, at, at + size);
                kernels.sigmoid(values, at, size);
                for (int i = 0; i < size; i++) {
                    values[at + i] *= sums[i];
                }
            }
        }
        if (layer.layerNorm()) {
            RowNormalisation.normalise(values, at, size);
            for (int i = 0; i < size; i++) {
                values[at + i] = Math.fma(values[at + i], gain[i], shift[i]);
            }
        }
    }

    /** Copies weights, bias, gain and shift to weighted layer {@code index} of {@code target}. */
    void write(Parameters target, int index) {
        float[] row = new float[stride];
        for (int r = 0; r < layer.size(); r++) {
            weights.read(r, 0, row, 0, stride);
            System.arraycopy(row, 0, target.weights(index), r * inputs, inputs);
            target.bias(index)[r] = row[inputs];
        }
        System.arraycopy(gain, 0, target.gain(index), 0, gain.length);
        System.arraycopy(shift, 0, target.shift(index), 0, shift.length);
    }

    @Override
    public void close() {
        weights.close();
    }
}
