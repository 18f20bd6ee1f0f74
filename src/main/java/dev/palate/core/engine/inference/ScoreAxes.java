package dev.palate.core.engine.inference;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_ROW_MAJOR;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasLeft;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasLower;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRight;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dtrmm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dtrsm;

import java.util.Optional;

/**
 * The directions in which the scores of items differ most, so that products in a few of them are almost the scores. With the covariance
 * {@code C = L L'} of the activations h of users, and the covariance G of the rows w of items, they are the eigenvectors V of
 * {@code L' G L} with the greatest eigenvalues: {@code w h = (w L) (L^-1 h)} is {@code (w L V) (V' L^-1 h)} up to the least mean square.
 *
 * @param width the length of a row of weights
 * @param mean {@code [width]}: the mean row, which is taken off every row
 * @param ofItems {@code [width x width]}: {@code L V}, the most important column first
 * @param ofUsers {@code [width x width]}: {@code L'^-1 V}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of matrices, never compared
record ScoreAxes(int width, double[] mean, double[] ofItems, double[] ofUsers) {

    /** The share of the variance of the activations that is added in all directions, for users unlike those of the sample. */
    private static final double RIDGE = 0.01;

    /**
     * The axes of samples.
     *
     * @param rows {@code [rowCount x width]}: of items
     * @param activations {@code [activationCount x width]}: of users
     * @return empty if the samples have no variance
     */
    static Optional<ScoreAxes> of(int width, float[] rows, int rowCount, float[] activations, int activationCount) {
        double[] mean = mean(rows, rowCount, width);
        double[] items = gram(rows, rowCount, width, mean);
        double[] lower = gram(activations, activationCount, width, new double[width]);
        double trace = 0;
        for (int i = 0; i < width; i++) {
            trace += lower[i * width + i];
        }
        for (int i = 0; i < width; i++) {
            lower[i * width + i] += RIDGE * trace / width;
        }
        if (!(trace > 0) || LAPACKE_dpotrf(LAPACK_ROW_MAJOR, (byte) 'L', width, lower, width) != 0) {
            return Optional.empty();
        }
        double[] vectors = items;
        multiply(CblasLeft, CblasTrans, lower, vectors, width);
        multiply(CblasRight, CblasNoTrans, lower, vectors, width);
        if (LAPACKE_dsyevd(LAPACK_ROW_MAJOR, (byte) 'V', (byte) 'U', width, vectors, width, new double[width]) != 0) {
            return Optional.empty();
        }
        double[] axes = reversed(vectors, width);
        double[] ofUsers = axes.clone();
        multiply(CblasLeft, CblasNoTrans, lower, axes, width);
        cblas_dtrsm(
                CblasRowMajor,
                CblasLeft,
                CblasLower,
                CblasTrans,
                CblasNonUnit,
                width,
                width,
                1,
                lower,
                width,
                ofUsers,
                width);
        return Optional.of(new ScoreAxes(width, mean, axes, ofUsers));
    }

    private static double[] mean(float[] rows, int count, int width) {
        double[] mean = new double[width];
        for (int r = 0; r < count; r++) {
            for (int i = 0; i < width; i++) {
                mean[i] += rows[r * width + i] / count;
            }
        }
        return mean;
    }

    private static double[] centred(float[] rows, int count, double[] mean) {
        double[] centred = new double[Math.multiplyExact(count, mean.length)];
        for (int k = 0; k < centred.length; k++) {
            centred[k] = rows[k] - mean[k % mean.length];
        }
        return centred;
    }

    /** The mean of the products of rows without {@code mean}, both triangles. */
    private static double[] gram(float[] rows, int count, int width, double[] mean) {
        double[] centred = centred(rows, count, mean);
        double[] gram = new double[width * width];
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, width, count, 1.0 / count, centred, width, 0, gram, width);
        for (int r = 0; r < width; r++) {
            for (int c = 0; c < r; c++) {
                gram[r * width + c] = gram[c * width + r];
            }
        }
        return gram;
    }

    /** {@code matrix := L matrix}, with {@code L'} or from the right if the flags of BLAS say so. */
    private static void multiply(int side, int transposed, double[] lower, double[] matrix, int width) {
        cblas_dtrmm(
                CblasRowMajor,
                side,
                CblasLower,
                transposed,
                CblasNonUnit,
                width,
                width,
                1,
                lower,
                width,
                matrix,
                width);
    }

    /** The columns in reverse order: eigenvalues come in ascending order. */
    private static double[] reversed(double[] matrix, int width) {
        double[] reversed = new double[matrix.length];
        for (int r = 0; r < width; r++) {
            for (int c = 0; c < width; c++) {
                reversed[r * width + c] = matrix[r * width + width - 1 - c];
            }
        }
        return reversed;
    }

    /**
     * The coordinates of rows of items.
     *
     * @param rows {@code [count x width]}
     * @param coordinates receives {@code [count x axes]}
     */
    void ofItems(float[] rows, int count, int axes, float[] coordinates) {
        double[] centred = centred(rows, count, mean);
        double[] product = new double[count * axes];
        cblas_dgemm(
                CblasRowMajor,
                CblasNoTrans,
                CblasNoTrans,
                count,
                axes,
                width,
                1,
                centred,
                width,
                ofItems,
                width,
                0,
                product,
                axes);
        for (int k = 0; k < product.length; k++) {
            coordinates[k] = (float) product[k];
        }
    }
}
