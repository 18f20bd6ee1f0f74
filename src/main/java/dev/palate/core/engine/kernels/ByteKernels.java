package dev.palate.core.engine.kernels;

/** {@link Kernels} on weights of one byte: products of bytes and floats, summed in single precision. */
public interface ByteKernels {

    /** The fastest implementation on this JVM. */
    ByteKernels FASTEST = Kernels.hasVectorApi() ? new VectorByteKernels() : new PlainByteKernels();

    /** Number of rows of a tile. */
    int TILE = 64;

    /** {@code y += a x}. */
    void addScaled(float a, byte[] x, int xOffset, float[] y, int yOffset, int length);

    /**
     * The products of {@value #TILE} rows with one vector. The rows are stored as columns, {@code tile[inputs x TILE]}: every
     * step takes one input of all rows, so that no sum crosses the lanes of a vector.
     *
     * @param x {@code [inputs]} from {@code xOffset}
     * @param sums receives {@code [TILE]} from {@code sumsOffset}
     */
    void multiplyTile(byte[] tile, int tileOffset, float[] x, int xOffset, int inputs, float[] sums, int sumsOffset);

    /** The product of one row of bytes with one vector. The order of the sum depends on the vectors of this JVM. */
    float product(byte[] x, int xOffset, float[] y, int yOffset, int length);
}
