package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.Kernels;

/**
 * {@link ItemWeights} in single precision.
 *
 * @param weights {@code [items x size]}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of one table, never compared
record FloatItemRows(Kernels kernels, float[] weights, int size) implements ItemWeights {

    @Override
    public void addScaled(float factor, int item, float[] sums, int offset) {
        kernels.addScaled(factor, weights, item * size, sums, offset, size);
    }
}
