package dev.palate.core.engine.kernels;

/** {@link Kernels} on weights of one byte: products of bytes with floats, summed in floats. */
public interface ByteKernels {

    /** The fastest that this JVM offers. */
    ByteKernels FASTEST = Kernels.hasVectorApi() ? new VectorByteKernels() : new PlainByteKernels();

    /** Rows of a tile. */
    int TILE = 64;

    /** {@code y += a x}. */
    void addScaled(float a, byte[] x, int xOffset, float[] y, int yOffset, int length);

    /**
     * The products of {@value #TILE} rows with one vector. The rows stand side by side, {@code tile[inputs x TILE]}: every
     * step takes one input of all of them, so that no sum crosses a vector's lanes.
     *
     * @param x {@code [inputs]} from {@code xOffset}
     * @param sums receives {@code [TILE]} from {@code sumsOffset}
     */
    void multiplyTile(byte[] tile, int tileOffset, float[] x, int xOffset, int inputs, float[] sums, int sumsOffset);
}
