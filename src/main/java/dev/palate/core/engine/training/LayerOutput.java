package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.FastExp;
import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Layer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A layer's activations for one batch, {@code [rows x (size + 1)]} with a last column of ones as the factor of the next layer's
 * bias, and the gradient with respect to them. Both are stored on the heap for kernels and mirrored outside for BLAS.
 */
final class LayerOutput implements AutoCloseable {

    private final Kernels kernels;
    private final ActivationFunction activation;
    private final int size;
    private final int stride;
    private final float[] values;
    private final float[] gradients;
    private final OffHeapMatrix mirror;
    private final OffHeapMatrix gradientMirror;
    private final float @Nullable [] sums;
    private final @Nullable LayerNorm norm;

    LayerOutput(Kernels kernels, Layer layer, int maxRows) {
        this.kernels = kernels;
        this.activation = layer.activation();
        this.size = layer.size();
        this.stride = OffHeapMatrix.strideOf(size + 1);
        this.values = new float[maxRows * stride];
        this.gradients = new float[maxRows * stride];
        this.mirror = new OffHeapMatrix(maxRows, stride);
        this.gradientMirror = new OffHeapMatrix(maxRows, stride);
        this.sums = activation == ActivationFunction.SWISH ? new float[maxRows * stride] : null;
        this.norm = layer.layerNorm() ? new LayerNorm(kernels, size, stride, maxRows) : null;
    }

    int size() {
        return size;
    }

    int stride() {
        return stride;
    }

    float[] values() {
        return values;
    }

    /** The gradient with respect to the activations; after {@link #backpropagate}, with respect to the weighted sums. */
    float[] gradients() {
        return gradients;
    }

    OffHeapMatrix mirror() {
        return mirror;
    }

    OffHeapMatrix gradientMirror() {
        return gradientMirror;
    }

    @Nullable
    LayerNorm norm() {
        return norm;
    }

    /** Turns the weighted sums in {@link #values()} into activations and mirrors them. */
    void activate(int from, int to) {
        float[] saved = sums;
        for (int r = from; r < to; r++) {
            int at = r * stride;
            if (saved != null) {
                System.arraycopy(values, at, saved, at, size);
            }
            applyActivation(at);
            if (norm != null) {
                norm.forward(values, r);
            }
            values[at + size] = 1;
        }
        mirror.write(from, 0, values, from * stride, (to - from) * stride);
    }

    private void applyActivation(int at) {
        switch (activation) {
            case IDENTITY -> {}
            case SIGMOID -> kernels.sigmoid(values, at, size);
            case TANH -> kernels.tanh(values, at, size);
            case RELU -> kernels.relu(values, at, size);
            case SWISH -> swish(at);
        }
    }

    private void swish(int at) {
        kernels.sigmoid(values, at, size);
        float[] saved = sums();
        for (int i = at; i < at + size; i++) {
            values[i] *= saved[i];
        }
    }

    private float[] sums() {
        float[] saved = sums;
        if (saved == null) {
            throw new IllegalStateException("the sums are only kept for swish");
        }
        return saved;
    }

    /** Turns the gradient with respect to the activations into that with respect to the weighted sums and mirrors it. */
    void backpropagate(int from, int to) {
        for (int r = from; r < to; r++) {
            if (norm != null) {
                norm.backward(gradients, r);
            }
            differentiate(r * stride);
        }
        gradientMirror.write(from, 0, gradients, from * stride, (to - from) * stride);
    }

    private void differentiate(int at) {
        switch (activation) {
            case IDENTITY -> {}
            case SIGMOID -> {
                for (int i = at; i < at + size; i++) {
                    gradients[i] *= values[i] * (1 - values[i]);
                }
            }
            case TANH -> {
                for (int i = at; i < at + size; i++) {
                    gradients[i] *= 1 - values[i] * values[i];
                }
            }
            case RELU -> {
                for (int i = at; i < at + size; i++) {
                    gradients[i] = values[i] > 0 ? gradients[i] : 0;
                }
            }
            case SWISH -> {
                float[] saved = sums();
                for (int i = at; i < at + size; i++) {
                    float sigmoid = 1 / (1 + FastExp.exp(-saved[i]));
                    gradients[i] *= sigmoid * (1 + saved[i] * (1 - sigmoid));
                }
            }
        }
    }

    /** Sets the gradient of these rows to 0. */
    void clearGradients(int from, int to) {
        Arrays.fill(gradients, from * stride, to * stride, 0);
    }

    @Override
    public void close() {
        mirror.close();
        gradientMirror.close();
    }
}
