package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.engine.kernels.Products;
import dev.palate.core.engine.kernels.WeightedRows;

/** One worker's buffers for a range of gradients and weights, on the heap and outside, its list of rows and its matrix products. */
@SuppressWarnings("ArrayRecordComponent") // buffers, never compared
record Scratch(float[] gradients, float[] weights, OffHeapMatrix offHeap, WeightedRows rows, Products products)
        implements AutoCloseable {

    Scratch(int floats, int offHeapFloats, Products products) {
        this(new float[floats], new float[floats], new OffHeapMatrix(1, offHeapFloats), new WeightedRows(), products);
    }

    @Override
    public void close() {
        offHeap.close();
        products.close();
    }
}
