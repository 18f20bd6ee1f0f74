package dev.palate.core.engine;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A row-major float matrix outside the heap, where BLAS can work on it in place; zeros at first. */
final class OffHeapMatrix implements AutoCloseable {

    private final FloatPointer memory;
    private final long rows;
    private final int stride;

    /** @param stride floats from one row to the next */
    OffHeapMatrix(long rows, int stride) {
        this.rows = rows;
        this.stride = stride;
        this.memory = new FloatPointer(Math.max(1, rows * stride));
        Pointer.memset(memory, 0, Math.max(1, rows * stride) * Float.BYTES);
    }

    long rows() {
        return rows;
    }

    int stride() {
        return stride;
    }

    /** A pointer to row {@code row}, column {@code column}; it keeps the memory alive. */
    FloatPointer at(long row, int column) {
        return new FloatPointer(memory).position(row * stride + column);
    }

    /** Copies {@code length} floats that start at row {@code row}, column {@code column}. */
    void read(long row, int column, float[] target, int offset, int length) {
        at(row, column).get(target, offset, length);
    }

    void write(long row, int column, float[] source, int offset, int length) {
        at(row, column).put(source, offset, length);
    }

    @Override
    public void close() {
        memory.close();
    }
}
