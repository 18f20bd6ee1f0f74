package dev.palate.core.engine.inference;

/**
 * Symmetric quantisation of a row to 8 bits: {@code w = scale q} with whole numbers {@code q} in -127..127. The weight with the
 * greatest absolute value stays the same, and no weight changes by more than half a scale.
 */
final class QuantisedRow {

    private static final int GREATEST = Byte.MAX_VALUE;

    private QuantisedRow() {}

    /** The scale of a row; 0 for a row of zeros. */
    static float scale(float[] row, int offset, int length) {
        float greatest = 0;
        for (int i = 0; i < length; i++) {
            greatest = Math.max(greatest, Math.abs(row[offset + i]));
        }
        return greatest / GREATEST;
    }

    static byte quantise(float weight, float scale) {
        return scale == 0 ? 0 : (byte) Math.round(weight / scale);
    }
}
