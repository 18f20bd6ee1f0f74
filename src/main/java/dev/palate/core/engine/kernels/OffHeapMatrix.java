package dev.palate.core.engine.kernels;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A row-major float matrix outside the heap, where BLAS can work on it in place. It is filled with zeros at first. */
public final class OffHeapMatrix implements AutoCloseable {

    /** Floats that every row length is a multiple of: the longest vector of any CPU. */
    private static final int ALIGNMENT = 16;

    private final FloatPointer memory;
    private final int stride;

    /** @param stride floats from one row to the next */
    public OffHeapMatrix(long rows, int stride) {
        this.stride = stride;
        this.memory = new FloatPointer(Math.max(1, rows * stride));
        Pointer.memset(memory, 0, Math.max(1, rows * stride) * Float.BYTES);
    }

    /**
     * The smallest multiple of a vector's length that holds {@code columns}: every row then starts aligned, and no
     * elements remain after its last vector.
     */
    public static int strideOf(int columns) {
        return Math.multiplyExact((columns + ALIGNMENT - 1) / ALIGNMENT, ALIGNMENT);
    }

    public int stride() {
        return stride;
    }

    /** A pointer to row {@code row}, column {@code column}; it keeps the memory alive. */
    public FloatPointer at(long row, int column) {
        // Not position(), which functions of an untyped pointer count in bytes.
        return memory.getPointer(row * stride + column);
    }

    /** The rows from one element of a matrix on. */
    public record Part(FloatPointer start, int stride) {}

    /** The part from row {@code row} on. */
    public Part from(long row) {
        return new Part(at(row, 0), stride);
    }

    /** Copies {@code length} floats that start at row {@code row}, column {@code column}. */
    public void read(long row, int column, float[] target, int offset, int length) {
        at(row, column).get(target, offset, length);
    }

    public void write(long row, int column, float[] source, int offset, int length) {
        at(row, column).put(source, offset, length);
    }

    @Override
    public void close() {
        memory.close();
    }
}
