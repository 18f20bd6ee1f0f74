package dev.palate.core.engine.kernels;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ByteKernels} on the Vector API. The narrowest vector of bytes has eight of them: if a vector holds fewer floats than
 * that, these are plain loops.
 */
final class VectorByteKernels implements ByteKernels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int LEAST_LANES = 8;
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(8 * Math.max(LANES, LEAST_LANES)));
    private static final PlainByteKernels PLAIN = new PlainByteKernels();

    @Override
    public void addScaled(float a, byte[] x, int xOffset, float[] y, int yOffset, int length) {
        int i = 0;
        if (LANES >= LEAST_LANES) {
            FloatVector factor = FloatVector.broadcast(SPECIES, a);
            for (; i <= length - LANES; i += LANES) {
                floats(x, xOffset + i)
                        .fma(factor, FloatVector.fromArray(SPECIES, y, yOffset + i))
                        .intoArray(y, yOffset + i);
            }
        }
        PLAIN.addScaled(a, x, xOffset + i, y, yOffset + i, length - i);
    }

    @Override
    public void multiplyTile(
            byte[] tile, int tileOffset, float[] x, int xOffset, int inputs, float[] sums, int sumsOffset) {
        if (LANES < LEAST_LANES) {
            PLAIN.multiplyTile(tile, tileOffset, x, xOffset, inputs, sums, sumsOffset);
            return;
        }
        for (int column = 0; column < TILE; column += 4 * LANES) {
            FloatVector sum0 = FloatVector.zero(SPECIES);
            FloatVector sum1 = FloatVector.zero(SPECIES);
            FloatVector sum2 = FloatVector.zero(SPECIES);
            FloatVector sum3 = FloatVector.zero(SPECIES);
            int at = tileOffset + column;
            for (int i = 0; i < inputs; i++, at += TILE) {
                FloatVector factor = FloatVector.broadcast(SPECIES, x[xOffset + i]);
                sum0 = floats(tile, at).fma(factor, sum0);
                sum1 = floats(tile, at + LANES).fma(factor, sum1);
                sum2 = floats(tile, at + 2 * LANES).fma(factor, sum2);
                sum3 = floats(tile, at + 3 * LANES).fma(factor, sum3);
            }
            int to = sumsOffset + column;
            sum0.intoArray(sums, to);
            sum1.intoArray(sums, to + LANES);
            sum2.intoArray(sums, to + 2 * LANES);
            sum3.intoArray(sums, to + 3 * LANES);
        }
    }

    @Override
    public float product(byte[] x, int xOffset, float[] y, int yOffset, int length) {
        if (LANES < LEAST_LANES) {
            return PLAIN.product(x, xOffset, y, yOffset, length);
        }
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            sum = floats(x, xOffset + i).fma(FloatVector.fromArray(SPECIES, y, yOffset + i), sum);
        }
        float total = PLAIN.product(x, xOffset + i, y, yOffset + i, length - i);
        // One lane after the other, because the order of a reduction is not defined.
        for (int lane = 0; lane < LANES; lane++) {
            total += sum.lane(lane);
        }
        return total;
    }

    private static FloatVector floats(byte[] bytes, int offset) {
        return (FloatVector) ByteVector.fromArray(BYTES, bytes, offset).castShape(SPECIES, 0);
    }
}
