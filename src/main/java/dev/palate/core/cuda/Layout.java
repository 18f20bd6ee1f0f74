package dev.palate.core.cuda;

import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.ParameterSource;
import dev.palate.core.network.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the parameters of a network are in one array on a device: the first layer's table and bias, then one matrix
 * {@code [outputs x (inputs + 1)]} for each other layer with the bias in its last column, and vectors for layer norms. Those
 * of the encoder come first. Rows are padded to whole vectors, and segments to whole chunks.
 */
final class Layout {

    /** Parameters that one block of threads updates. */
    static final int CHUNK = 1024;

    private static final int ALIGNMENT = 16;
    private static final int NO_BIAS = -1;
    private static final int ALL_BIAS = -2;
    private static final int NO_DECAY = -3;

    private final NetworkSpec spec;
    private final List<Layer> layers;
    private final List<Segment> segments = new ArrayList<>();
    private final Segment[] weights;
    private final Segment[] gains;
    private final Segment[] shifts;
    private final Segment inputBias;

    /**
     * A stretch of parameters.
     *
     * @param biasColumn which column of a row is a bias; negative: none, all, or a tensor that does not decay
     */
    record Segment(long offset, long length, int stride, int biasColumn, int layer, boolean encoder) {

        long end() {
            return offset + length;
        }

        /** The record that the kernels read. */
        long[] words() {
            return new long[] {
                offset, length, Arguments.pair(stride, biasColumn), Arguments.pair(layer, encoder ? 1 : 0)
            };
        }
    }

    Layout(NetworkSpec spec) {
        this.spec = spec;
        this.layers = spec.weightedLayers();
        this.weights = new Segment[layers.size()];
        this.gains = new Segment[layers.size()];
        this.shifts = new Segment[layers.size()];
        weights[0] = append(spec.itemCount(), stride(layers.get(0).size()), NO_BIAS, 0);
        inputBias = append(1, stride(layers.get(0).size()), ALL_BIAS, 0);
        appendNorm(0);
        for (int l = 1; l < layers.size(); l++) {
            weights[l] = append(rowStride(l), stride(spec.inputSize(l)), spec.inputSize(l), l);
            appendNorm(l);
        }
    }

    /** The distance between rows of {@code size} activations and their column of ones. */
    static int stride(int size) {
        return aligned(size + 1);
    }

    /** The distance between rows of the outputs of weighted layer {@code l}. */
    int rowStride(int l) {
        return l == layers.size() - 1
                ? aligned(spec.itemCount())
                : stride(layers.get(l).size());
    }

    private static int aligned(int columns) {
        return Math.multiplyExact((columns + ALIGNMENT - 1) / ALIGNMENT, ALIGNMENT);
    }

    private void appendNorm(int l) {
        if (layers.get(l).layerNorm()) {
            gains[l] = append(1, stride(layers.get(l).size()), NO_DECAY, l);
            shifts[l] = append(1, stride(layers.get(l).size()), NO_DECAY, l);
        }
    }

    private Segment append(int rows, int stride, int biasColumn, int layer) {
        long length = ((long) rows * stride + CHUNK - 1) / CHUNK * CHUNK;
        Segment segment = new Segment(length(), length, stride, biasColumn, layer, layer < spec.encoderDepth());
        segments.add(segment);
        return segment;
    }

    /** How many floats all parameters take. */
    long length() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).end();
    }

    List<Segment> segments() {
        return segments;
    }

    Segment weights(int l) {
        return weights[l];
    }

    Segment inputBias() {
        return inputBias;
    }

    Segment gain(int l) {
        return gains[l];
    }

    Segment shift(int l) {
        return shifts[l];
    }

    boolean hasNorm(int l) {
        return layers.get(l).layerNorm();
    }

    /** Whether the last layer is updated item by item, as the first always is. */
    boolean hasSparseOutput() {
        return spec.loss() == OutputLoss.SQUARED_OBSERVED;
    }

    /** Where the parameters with dense gradients begin. */
    long denseStart() {
        return inputBias.offset();
    }

    /** Where the decoder begins. */
    long decoderStart() {
        return weights[spec.encoderDepth()].offset();
    }

    /** Where the parameters with dense gradients end. */
    long denseEnd() {
        return hasSparseOutput() ? weights[layers.size() - 1].offset() : length();
    }

    /** Copies {@code source} to the array at {@code target}. */
    void upload(Transfer transfer, ParameterSource source, long target) {
        upload(transfer, source, target, layers.size());
    }

    /** Copies the encoder of {@code source} to the array at {@code target}, which ends at {@link #decoderStart}. */
    void uploadEncoder(Transfer transfer, Parameters source, long target) {
        upload(transfer, source, target, spec.encoderDepth());
    }

    private void upload(Transfer transfer, ParameterSource source, long target, int depth) {
        float[] none = new float[0];
        for (int l = 0; l < depth; l++) {
            int columns = l == 0 ? layers.get(0).size() : spec.inputSize(l);
            transfer.uploadRows(
                    at(target, weights[l]),
                    weights[l].stride(),
                    source.weights(l),
                    columns,
                    l == 0 ? none : source.bias(l));
            if (l == 0) {
                transfer.uploadRows(at(target, inputBias), inputBias.stride(), source.bias(0), columns, none);
            }
            if (hasNorm(l)) {
                int size = layers.get(l).size();
                transfer.uploadRows(at(target, gains[l]), gains[l].stride(), source.gain(l), size, none);
                transfer.uploadRows(at(target, shifts[l]), shifts[l].stride(), source.shift(l), size, none);
            }
        }
    }

    /** A copy of the array at {@code source}. */
    Parameters download(Transfer transfer, long source) {
        float[] none = new float[0];
        Parameters target = Parameters.zeros(spec);
        for (int l = 0; l < layers.size(); l++) {
            int columns = l == 0 ? layers.get(0).size() : spec.inputSize(l);
            transfer.downloadRows(
                    at(source, weights[l]),
                    weights[l].stride(),
                    target.weights(l),
                    columns,
                    l == 0 ? none : target.bias(l));
            if (l == 0) {
                transfer.downloadRows(at(source, inputBias), inputBias.stride(), target.bias(0), columns, none);
            }
            if (hasNorm(l)) {
                int size = layers.get(l).size();
                transfer.downloadRows(at(source, gains[l]), gains[l].stride(), target.gain(l), size, none);
                transfer.downloadRows(at(source, shifts[l]), shifts[l].stride(), target.shift(l), size, none);
            }
        }
        return target;
    }

    /** The address of a segment in the array at {@code base}. */
    static long at(long base, Segment segment) {
        return base + segment.offset() * Float.BYTES;
    }
}
