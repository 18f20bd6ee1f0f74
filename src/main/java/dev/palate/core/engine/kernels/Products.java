package dev.palate.core.engine.kernels;

import dev.palate.core.engine.kernels.OffHeapMatrix.Part;

/** Row-major matrix products of one thread, which computes them alone. Not for concurrent use. */
public interface Products extends AutoCloseable {

    /** {@code C[m x n] = A[m x k] B[k x n] + beta C}; {@code beta} is 0 or 1. */
    void product(int m, int n, int k, Part a, Part b, float beta, Part c);

    /** {@code C[m x n] = A[m x k] B[n x k]^T}. */
    void productTransposed(int m, int n, int k, Part a, Part b, Part c);

    /** {@code C[m x n] = A[k x m]^T B[k x n]}. */
    void transposedProduct(int m, int n, int k, Part a, Part b, Part c);

    @Override
    void close();
}
