package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments;
import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.kernels.RowNormalisation;
import dev.palate.core.engine.kernels.UpdateRule;
import dev.palate.core.network.Parameters;

/**
 * Trainable layer normalisation (Ba et al. 2016): {@code gain * (a - mean) / sqrt(variance + epsilon) + shift} over a
 * row's units.
 */
final class LayerNorm {

    private final Kernels kernels;
    private final int size;
    private final int stride;
    private final float[] gain;
    private final float[] shift;
    private final Moments gainMoments;
    private final Moments shiftMoments;
    private final float[] normalised;
    private final float[] outputGradients;
    private final float[] inverseDeviations;

    LayerNorm(Kernels kernels, int size, int stride, int maxRows) {
        this.kernels = kernels;
        this.size = size;
        this.stride = stride;
        this.gain = new float[size];
        this.shift = new float[size];
        this.gainMoments = Moments.of(size);
        this.shiftMoments = Moments.of(size);
        this.normalised = new float[maxRows * stride];
        this.outputGradients = new float[maxRows * stride];
        this.inverseDeviations = new float[maxRows];
    }

    /** Normalises row {@code row} of {@code values} in place. */
    void forward(float[] values, int row) {
        int at = row * stride;
        inverseDeviations[row] = RowNormalisation.normalise(values, at, size);
        for (int i = 0; i < size; i++) {
            normalised[at + i] = values[at + i];
            values[at + i] = Math.fma(values[at + i], gain[i], shift[i]);
        }
    }

    /** Turns the gradient with respect to the normalised row into that with respect to the original row. */
    void backward(float[] gradients, int row) {
        int at = row * stride;
        System.arraycopy(gradients, at, outputGradients, at, size);
        double mean = 0;
        double projection = 0;
        for (int i = 0; i < size; i++) {
            float g = gradients[at + i] * gain[i];
            mean += g;
            projection += g * normalised[at + i];
        }
        mean /= size;
        projection /= size;
        for (int i = 0; i < size; i++) {
            double centred = gradients[at + i] * gain[i] - mean - normalised[at + i] * projection;
            gradients[at + i] = (float) centred * inverseDeviations[row];
        }
    }

    void update(int rows, UpdateRule rule) {
        float[] gainGradient = new float[size];
        float[] shiftGradient = new float[size];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < size; i++) {
                float g = outputGradients[r * stride + i];
                gainGradient[i] = Math.fma(g, normalised[r * stride + i], gainGradient[i]);
                shiftGradient[i] += g;
            }
        }
        rule.apply(kernels, gainGradient, 0, gain, 0, gainMoments, 0, size);
        rule.apply(kernels, shiftGradient, 0, shift, 0, shiftMoments, 0, size);
    }

    void read(Parameters source, int layer, Slot slot) {
        System.arraycopy(source.gain(layer), 0, gainMoments.of(slot, gain), 0, size);
        System.arraycopy(source.shift(layer), 0, shiftMoments.of(slot, shift), 0, size);
    }

    void write(Parameters target, int layer, Slot slot) {
        System.arraycopy(gainMoments.of(slot, gain), 0, target.gain(layer), 0, size);
        System.arraycopy(shiftMoments.of(slot, shift), 0, target.shift(layer), 0, size);
    }
}
