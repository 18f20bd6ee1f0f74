package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.ByteKernels;
import dev.palate.core.network.ParameterSource;

/** {@link ItemWeights} with 8 bits per weight and a scale for each item. */
final class QuantisedItemRows implements ItemWeights {

    private final ByteKernels kernels = ByteKernels.FASTEST;
    private final int size;
    private final byte[] weights;
    private final float[] scales;

    QuantisedItemRows(int items, int size, ParameterSource source) {
        this.size = size;
        this.weights = new byte[Math.multiplyExact(items, size)];
        this.scales = new float[items];
        source.weightRows(0, size, (item, row, offset) -> {
            float scale = QuantisedRow.scale(row, offset, size);
            scales[item] = scale;
            for (int i = 0; i < size; i++) {
                weights[item * size + i] = QuantisedRow.quantise(row[offset + i], scale);
            }
        });
    }

    @Override
    public void addScaled(float factor, int item, float[] sums, int offset) {
        kernels.addScaled(factor * scales[item], weights, item * size, sums, offset, size);
    }
}
