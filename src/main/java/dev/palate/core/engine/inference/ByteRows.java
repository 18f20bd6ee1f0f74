package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.ByteKernels;

/**
 * A table of weights of 8 bits, {@code [rows x length]}, with a scale for each row: {@code w = scale q} with whole numbers {@code q} in
 * -127..127. The weight with the greatest absolute value of a row stays the same, and no weight changes by more than half a scale.
 */
final class ByteRows {

    private static final ByteKernels KERNELS = ByteKernels.FASTEST;

    private final int length;
    private final byte[] weights;
    private final float[] scales;

    ByteRows(int rows, int length) {
        this.length = length;
        this.weights = new byte[Math.multiplyExact(rows, length)];
        this.scales = new float[rows];
    }

    void put(int row, float[] values, int offset) {
        float scale = scale(values, offset, length);
        scales[row] = scale;
        int at = row * length;
        for (int i = 0; i < length; i++) {
            weights[at + i] = quantise(values[offset + i], scale);
        }
    }

    /** Writes {@code [length]} weights of a row from {@code offset}. */
    void read(int row, float[] values, int offset) {
        int at = row * length;
        for (int i = 0; i < length; i++) {
            values[offset + i] = scales[row] * weights[at + i];
        }
    }

    int rows() {
        return scales.length;
    }

    int length() {
        return length;
    }

    /** {@code sums += factor row}. */
    void addScaled(float factor, int row, float[] sums, int offset) {
        KERNELS.addScaled(factor * scales[row], weights, row * length, sums, offset, length);
    }

    /** The product of a row with {@code [length]} values from {@code offset}. */
    float product(int row, float[] values, int offset) {
        return scales[row] * KERNELS.product(weights, row * length, values, offset, length);
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
}
