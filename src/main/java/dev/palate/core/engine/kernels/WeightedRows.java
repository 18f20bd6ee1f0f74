package dev.palate.core.engine.kernels;

import java.util.Arrays;

/** A list of rows of a heap matrix with a factor for each, whose sum {@link Kernels#addRows} computes. Not for concurrent use. */
public final class WeightedRows {

    private float[] factors = new float[64];
    private int[] offsets = new int[64];
    private int count;

    public void clear() {
        count = 0;
    }

    /**
     * Appends a row; a factor of 0 is left out.
     *
     * @param offset the position of the row's first value
     */
    public void add(float factor, int offset) {
        if (factor == 0) {
            return;
        }
        if (count == factors.length) {
            factors = Arrays.copyOf(factors, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        factors[count] = factor;
        offsets[count++] = offset;
    }

    int count() {
        return count;
    }

    float factor(int index) {
        return factors[index];
    }

    int offset(int index) {
        return offsets[index];
    }
}
