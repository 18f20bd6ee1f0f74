package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.OffHeapMatrix;

/** One worker's buffers for a range of gradients and weights, on the heap and outside. */
@SuppressWarnings("ArrayRecordComponent") // buffers, never compared
record Scratch(float[] gradients, float[] weights, OffHeapMatrix offHeap) implements AutoCloseable {

    Scratch(int floats, int offHeapFloats) {
        this(new float[floats], new float[floats], new OffHeapMatrix(1, offHeapFloats));
    }

    @Override
    public void close() {
        offHeap.close();
    }
}
