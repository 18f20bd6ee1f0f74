package dev.palate.core.ease.inverse;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * An {@code [n x n]} row-major float matrix outside the heap, where BLAS works on it in place; n may exceed 46,340, the limit
 * up to which an int can number the entries. Several threads may read and write different rows.
 */
public final class SquareMatrix implements AutoCloseable {

    private static final int SEGMENT_BYTES = 1 << 30;
    private static final int TILE = 256;

    private final int size;
    private final int segmentRows;
    private final FloatPointer memory;
    private final List<FloatBuffer> segments = new ArrayList<>();

    /**
     * A matrix with undefined entries.
     *
     * @throws IllegalArgumentException if there is too little memory
     */
    public SquareMatrix(int size) {
        this.size = size;
        this.segmentRows = Math.max(1, SEGMENT_BYTES / Float.BYTES / Math.max(1, size));
        this.memory = allocate(size);
        for (int row = 0; row < size; row += segmentRows) {
            long from = (long) row * size;
            long to = (long) Math.min(size, row + segmentRows) * size;
            // A pointer moved by position() would count its limit from the start, and an int cannot.
            segments.add(memory.getPointer(from)
                    .limit(to - from)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer());
        }
    }

    private static FloatPointer allocate(int size) {
        try {
            return new FloatPointer(Math.max(1, (long) size * size));
        } catch (OutOfMemoryError e) {
            throw new IllegalArgumentException(
                    size + " items need a matrix of " + (((long) size * size * Float.BYTES) >> 20)
                            + " MiB outside the heap, which -Dorg.bytedeco.javacpp.maxbytes and maxphysicalbytes must allow",
                    e);
        }
    }

    public int size() {
        return size;
    }

    /** A pointer to row {@code row}, column {@code column}; valid until the matrix is closed. */
    public FloatPointer at(int row, int column) {
        return new FloatPointer(memory).position((long) row * size + column);
    }

    public void read(int row, int column, float[] target, int offset, int length) {
        segments.get(row / segmentRows).get(row % segmentRows * size + column, target, offset, length);
    }

    public void write(int row, int column, float[] source, int offset, int length) {
        segments.get(row / segmentRows).put(row % segmentRows * size + column, source, offset, length);
    }

    /** Copies the entries below the diagonal in rows {@code from..to-1} to above it, in tiles that fit into a cache. */
    public void mirror(int from, int to) {
        float[] line = new float[TILE];
        float[] transposed = new float[TILE * TILE];
        for (int top = from; top < to; top += TILE) {
            int height = Math.min(TILE, to - top);
            for (int left = 0; left < top + height - 1; left += TILE) {
                int width = Math.min(TILE, top + height - 1 - left);
                for (int r = Math.max(0, left + 1 - top); r < height; r++) {
                    int length = Math.min(width, top + r - left);
                    read(top + r, left, line, 0, length);
                    for (int c = 0; c < length; c++) {
                        transposed[c * TILE + r] = line[c];
                    }
                }
                for (int c = 0; c < width; c++) {
                    int first = Math.max(0, left + c + 1 - top);
                    write(left + c, top + first, transposed, c * TILE + first, height - first);
                }
            }
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
