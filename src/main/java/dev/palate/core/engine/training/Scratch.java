package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.OffHeapMatrix;

/** One worker's buffers for a range of gradients and weights, on the heap and outside. */
final class Scratch implements AutoCloseable {

    private final float[] gradients;
    private final float[] weights;
    private final OffHeapMatrix offHeap;

    Scratch(int floats) {
        gradients = new float[floats];
        weights = new float[floats];
        offHeap = new OffHeapMatrix(1, floats);
    }

    float[] gradients() {
        return gradients;
    }

    float[] weights() {
        return weights;
    }

    OffHeapMatrix offHeap() {
        return offHeap;
    }

    @Override
    public void close() {
        offHeap.close();
    }
}
