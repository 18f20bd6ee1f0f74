package dev.palate.core.engine.kernels;

/** The normalisation of layer normalisation (Ba et al. 2016): {@code (a - mean) / sqrt(variance + epsilon)} over a row. */
public final class RowNormalisation {

    /** As in Shenbin et al.'s encoder, the only network of this project that has layer normalisation. */
    private static final float EPSILON = 0.1f;

    private RowNormalisation() {}

    /** Subtracts the mean and divides by the standard deviation in place; returns the inverse of the latter. */
    public static float normalise(float[] values, int at, int size) {
        double mean = 0;
        for (int i = at; i < at + size; i++) {
            mean += values[i];
        }
        mean /= size;
        double variance = 0;
        for (int i = at; i < at + size; i++) {
            variance += (values[i] - mean) * (values[i] - mean);
        }
        float inverse = (float) (1 / Math.sqrt(variance / size + EPSILON));
        for (int i = at; i < at + size; i++) {
            values[i] = (float) (values[i] - mean) * inverse;
        }
        return inverse;
    }
}
