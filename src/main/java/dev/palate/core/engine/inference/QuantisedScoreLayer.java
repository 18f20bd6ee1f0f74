package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.ByteKernels;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.network.ParameterSource;

/**
 * {@link ScoreLayer} with 8 bits per weight, and a scale and a bias for each item; activations are in single precision.
 *
 * <p>The weights are stored in tiles of {@value ByteKernels#TILE} items, see {@link ByteKernels#multiplyTile}. For a large
 * catalogue, idle processors take a share of the tiles.
 */
final class QuantisedScoreLayer implements ScoreLayer {

    private static final int TILE = ByteKernels.TILE;
    private final ByteKernels kernels = ByteKernels.FASTEST;
    private final int items;
    private final int inputs;
    private final int tiles;
    private final byte[] weights;
    private final float[] scales;
    private final float[] bias;

    /** @param layer the index of the layer in {@code source} */
    QuantisedScoreLayer(int items, int inputs, ParameterSource source, int layer) {
        this.items = items;
        this.inputs = inputs;
        this.tiles = (items + TILE - 1) / TILE;
        this.weights = new byte[Math.multiplyExact(Math.multiplyExact(tiles, TILE), inputs)];
        this.scales = new float[items];
        this.bias = source.bias(layer);
        source.weightRows(layer, inputs, this::put);
    }

    private void put(int item, float[] row, int offset) {
        float scale = QuantisedRow.scale(row, offset, inputs);
        scales[item] = scale;
        int at = item / TILE * TILE * inputs + item % TILE;
        for (int i = 0; i < inputs; i++) {
            weights[at + i * TILE] = QuantisedRow.quantise(row[offset + i], scale);
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
                kernels.multiplyTile(weights, first * inputs, in, row * stride, inputs, sums, 0);
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
