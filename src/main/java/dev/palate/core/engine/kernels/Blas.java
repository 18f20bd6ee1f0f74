package dev.palate.core.engine.kernels;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import dev.palate.core.engine.kernels.OffHeapMatrix.Part;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Row-major products in single precision. Every call runs only on the calling thread, because the threads of OpenBLAS would
 * compete with those of the engine.
 */
public final class Blas {

    static {
        openblas_nolapack.blas_set_num_threads(1);
    }

    private Blas() {}

    /** {@code C[m x n] = A[m x k] B[k x n] + beta C}. */
    public static void product(int m, int n, int k, Part a, Part b, float beta, Part c) {
        multiply(CblasNoTrans, CblasNoTrans, m, n, k, a, b, beta, c);
    }

    /** {@code C[m x n] = A[m x k] B[n x k]^T}. */
    public static void productTransposed(int m, int n, int k, Part a, Part b, Part c) {
        multiply(CblasNoTrans, CblasTrans, m, n, k, a, b, 0, c);
    }

    /** {@code C[m x n] = A[k x m]^T B[k x n]}. */
    public static void transposedProduct(int m, int n, int k, Part a, Part b, Part c) {
        multiply(CblasTrans, CblasNoTrans, m, n, k, a, b, 0, c);
    }

    private static void multiply(int turnA, int turnB, int m, int n, int k, Part a, Part b, float beta, Part c) {
        openblas_nolapack.cblas_sgemm(
                CblasRowMajor,
                turnA,
                turnB,
                m,
                n,
                k,
                1,
                a.start(),
                a.stride(),
                b.start(),
                b.stride(),
                beta,
                c.start(),
                c.stride());
    }

    /** {@code y[m] = A[m x n] x[n]}. */
    public static void matrixVector(int m, int n, FloatPointer a, int lda, FloatPointer x, FloatPointer y) {
        openblas_nolapack.cblas_sgemv(CblasRowMajor, CblasNoTrans, m, n, 1, a, lda, x, 1, 0, y, 1);
    }
}
