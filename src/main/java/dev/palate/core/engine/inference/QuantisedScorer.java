package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.ByteKernels;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.network.NetworkScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;

/**
 * {@link NetworkScorer} with the two tables that grow with the catalogue, the items' rows of the first and of the last layer,
 * quantised to 8 bits per weight; the layers between them and the activations are in single precision. It needs a quarter of the
 * memory and reads a quarter of the bytes per score. It cannot be saved, because it does not keep the exact parameters.
 *
 * <p>The quantisation of a row is symmetric: {@code w = scale q} with whole numbers {@code q} in -127..127. The weight with the
 * greatest absolute value stays the same, and no weight changes by more than half a scale.
 */
public final class QuantisedScorer extends ForwardPass {

    private static final ByteKernels KERNELS = ByteKernels.FASTEST;

    public QuantisedScorer(NetworkSpec spec, ParameterSource source) {
        super(
                spec,
                spec.input().ofFoldIn(),
                source,
                new QuantisedItemRows(spec, source),
                new QuantisedScoreLayer(spec, source));
    }

    /** The scale of a row; 0 for a row of zeros. */
    static float scale(float[] row, int offset, int length) {
        float greatest = 0;
        for (int i = 0; i < length; i++) {
            greatest = Math.max(greatest, Math.abs(row[offset + i]));
        }
        return greatest / Byte.MAX_VALUE;
    }

    static byte quantise(float weight, float scale) {
        return scale == 0 ? 0 : (byte) Math.round(weight / scale);
    }

    /** {@code [items x size]} with a scale for each item. */
    private static final class QuantisedItemRows implements ItemWeights {

        private final int size;
        private final byte[] weights;
        private final float[] scales;

        QuantisedItemRows(NetworkSpec spec, ParameterSource source) {
            this.size = spec.weightedLayers().get(0).size();
            this.weights = new byte[Math.multiplyExact(spec.itemCount(), size)];
            this.scales = new float[spec.itemCount()];
            source.weightRows(0, size, (item, row, offset) -> {
                scales[item] = scale(row, offset, size);
                for (int i = 0; i < size; i++) {
                    weights[item * size + i] = quantise(row[offset + i], scales[item]);
                }
            });
        }

        @Override
        public void addScaled(float factor, int item, float[] sums, int offset) {
            KERNELS.addScaled(factor * scales[item], weights, item * size, sums, offset, size);
        }
    }

    /**
     * A scale and a bias for each item. The weights are stored in tiles of {@value ByteKernels#TILE} items, see
     * {@link ByteKernels#multiplyTile}. For a large catalogue, idle processors take a share of the tiles.
     */
    private static final class QuantisedScoreLayer implements ScoreLayer {

        private static final int TILE = ByteKernels.TILE;

        private final int items;
        private final int inputs;
        private final int tiles;
        private final byte[] weights;
        private final float[] scales;
        private final float[] bias;

        QuantisedScoreLayer(NetworkSpec spec, ParameterSource source) {
            int layer = spec.weightedLayers().size() - 1;
            this.items = spec.itemCount();
            this.inputs = spec.inputSize(layer);
            this.tiles = (items + TILE - 1) / TILE;
            this.weights = new byte[Math.multiplyExact(Math.multiplyExact(tiles, TILE), inputs)];
            this.scales = new float[items];
            this.bias = source.bias(layer);
            source.weightRows(layer, inputs, this::put);
        }

        private void put(int item, float[] row, int offset) {
            scales[item] = scale(row, offset, inputs);
            int at = item / TILE * TILE * inputs + item % TILE;
            for (int i = 0; i < inputs; i++) {
                weights[at + i * TILE] = quantise(row[offset + i], scales[item]);
            }
        }

        @Override
        public int offHeapScores() {
            return 0;
        }

        @Override
        public void score(Workspace space, int stage, int rows, float[] scores, int offset) {
            float[] in = space.values(stage);
            int stride = OffHeapMatrix.strideOf(inputs + 1);
            IdleProcessors.run(
                    tiles,
                    (long) weights.length * rows,
                    (from, to) -> scoreTiles(from, to, in, stride, rows, scores, offset));
        }

        /** Scores tile by tile, so that a tile stays in the cache for all rows. */
        private void scoreTiles(int from, int to, float[] in, int stride, int rows, float[] scores, int offset) {
            float[] sums = new float[TILE];
            for (int tile = from; tile < to; tile++) {
                int first = tile * TILE;
                int count = Math.min(TILE, items - first);
                for (int row = 0; row < rows; row++) {
                    KERNELS.multiplyTile(weights, first * inputs, in, row * stride, inputs, sums, 0);
                    int at = offset + row * items + first;
                    for (int i = 0; i < count; i++) {
                        scores[at + i] = Math.fma(sums[i], scales[first + i], bias[first + i]);
                    }
                }
            }
        }

        @Override
        public void close() {}
    }
}
