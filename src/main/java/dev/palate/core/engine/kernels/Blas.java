package dev.palate.core.engine.kernels;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

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
    public static void product(
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            float beta,
            FloatPointer c,
            int ldc) {
        openblas_nolapack.cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, lda, b, ldb, beta, c, ldc);
    }

    /** {@code C[m x n] = A[m x k] B[n x k]^T + beta C}. */
    public static void productTransposed(
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            float beta,
            FloatPointer c,
            int ldc) {
        openblas_nolapack.cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, a, lda, b, ldb, beta, c, ldc);
    }

    /** {@code C[m x n] = A[k x m]^T B[k x n] + beta C}. */
    public static void transposedProduct(
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            float beta,
            FloatPointer c,
            int ldc) {
        openblas_nolapack.cblas_sgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1, a, lda, b, ldb, beta, c, ldc);
    }

    /** {@code y[m] = A[m x n] x[n]}. */
    public static void matrixVector(int m, int n, FloatPointer a, int lda, FloatPointer x, FloatPointer y) {
        openblas_nolapack.cblas_sgemv(CblasRowMajor, CblasNoTrans, m, n, 1, a, lda, x, 1, 0, y, 1);
    }
}
