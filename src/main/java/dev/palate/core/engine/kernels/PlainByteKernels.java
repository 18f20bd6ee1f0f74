package dev.palate.core.engine.kernels;

import java.util.Arrays;

/** {@link ByteKernels} as plain loops. */
final class PlainByteKernels implements ByteKernels {

    @Override
    public void addScaled(float a, byte[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = Math.fma(a, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public void multiplyTile(
            byte[] tile, int tileOffset, float[] x, int xOffset, int inputs, float[] sums, int sumsOffset) {
        Arrays.fill(sums, sumsOffset, sumsOffset + TILE, 0);
        for (int i = 0; i < inputs; i++) {
            addScaled(x[xOffset + i], tile, tileOffset + i * TILE, sums, sumsOffset, TILE);
        }
    }

    @Override
    public float product(byte[] x, int xOffset, float[] y, int yOffset, int length) {
        float sum = 0;
        for (int i = 0; i < length; i++) {
            sum = Math.fma(x[xOffset + i], y[yOffset + i], sum);
        }
        return sum;
    }
}
