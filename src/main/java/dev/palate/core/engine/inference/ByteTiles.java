package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.ByteKernels;

/**
 * Rows of weights of 8 bits with a scale and a bias for each, stored in tiles of {@value ByteKernels#TILE} rows, see
 * {@link ByteKernels#multiplyTile}: for products of all rows with one vector. Idle processors take a share of many tiles.
 */
final class ByteTiles {

    private static final int TILE = ByteKernels.TILE;

    private final ByteKernels kernels = ByteKernels.FASTEST;
    private final int rows;
    private final int length;
    private final int tiles;
    private final byte[] weights;
    private final float[] scales;
    private final float[] bias;

    /** @param bias {@code [rows]} */
    ByteTiles(int length, float[] bias) {
        this.rows = bias.length;
        this.length = length;
        this.tiles = (rows + TILE - 1) / TILE;
        this.weights = new byte[Math.multiplyExact(Math.multiplyExact(tiles, TILE), length)];
        this.scales = new float[rows];
        this.bias = bias;
    }

    /** Different rows may be put by different threads. */
    void put(int row, float[] values, int offset) {
        float scale = ByteRows.scale(values, offset, length);
        scales[row] = scale;
        int at = row / TILE * TILE * length + row % TILE;
        for (int i = 0; i < length; i++) {
            weights[at + i * TILE] = ByteRows.quantise(values[offset + i], scale);
        }
    }

    /**
     * The products of all rows with {@code vectors} vectors, with the bias of the row and the shift of the vector added.
     *
     * @param in one vector every {@code stride} floats
     * @param shifts {@code [vectors]}
     * @param products receives {@code [vectors x rows]} from {@code offset}
     */
    void multiply(float[] in, int stride, int vectors, float[] shifts, float[] products, int offset) {
        IdleProcessors.run(
                tiles,
                (long) weights.length * vectors,
                (from, to) -> multiply(from, to, in, stride, vectors, shifts, products, offset));
    }

    /** Tile by tile, so that a tile stays in the cache for all vectors. */
    private void multiply(
            int from, int to, float[] in, int stride, int vectors, float[] shifts, float[] products, int offset) {
        float[] sums = new float[TILE];
        for (int tile = from; tile < to; tile++) {
            int first = tile * TILE;
            int count = Math.min(TILE, rows - first);
            for (int vector = 0; vector < vectors; vector++) {
                kernels.multiplyTile(weights, first * length, in, vector * stride, length, sums, 0);
                int at = offset + vector * rows + first;
                for (int i = 0; i < count; i++) {
                    products[at + i] = Math.fma(sums[i], scales[first + i], bias[first + i]) + shifts[vector];
                }
            }
        }
    }
}
