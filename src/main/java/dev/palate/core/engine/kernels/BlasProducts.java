package dev.palate.core.engine.kernels;

import dev.palate.core.engine.kernels.OffHeapMatrix.Part;

/** {@link Products} in single precision, by {@link Blas}. */
public final class BlasProducts implements Products {

    @Override
    public void product(int m, int n, int k, Part a, Part b, float beta, Part c) {
        Blas.product(m, n, k, a, b, beta, c);
    }

    @Override
    public void productTransposed(int m, int n, int k, Part a, Part b, Part c) {
        Blas.productTransposed(m, n, k, a, b, c);
    }

    @Override
    public void transposedProduct(int m, int n, int k, Part a, Part b, Part c) {
        Blas.transposedProduct(m, n, k, a, b, c);
    }

    @Override
    public void close() {}
}
