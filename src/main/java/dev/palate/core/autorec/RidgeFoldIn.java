package dev.palate.core.autorec;

import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.SparseVector;
import java.io.IOException;
import org.bytedeco.openblas.global.openblas;

/**
 * Finds the weights over item codes that explain a user's ratings: {@code w = w0 + argmin |A d - (r - A w0)|^2 + ridge |d|^2}
 * with {@code A} the rated items' codes and {@code w0} the mean weights of the training users. Solved in the space of the
 * ratings or of the codes, whichever is smaller, by LAPACK's Cholesky decomposition in double precision on one thread.
 */
final class RidgeFoldIn {

    static {
        openblas.blas_set_num_threads(1);
    }

    static final String CODES = "codes";
    private static final String MEAN_ROW = "meanRow";
    private static final String RIDGE = "ridge";

    private final float[] codes;
    private final float[] meanRow;
    private final double ridge;

    /**
     * @param codes {@code [items x width]}
     * @param meanRow {@code [width]}
     */
    RidgeFoldIn(float[] codes, float[] meanRow, double ridge) {
        this.codes = codes;
        this.meanRow = meanRow;
        this.ridge = ridge;
    }

    static RidgeFoldIn restore(CheckpointReader checkpoint) throws IOException {
        return new RidgeFoldIn(
                checkpoint.floats(CODES),
                checkpoint.floats(MEAN_ROW),
                checkpoint.floats(RIDGE)[0]);
    }

    void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.floats(CODES, codes);
        checkpoint.floats(MEAN_ROW, meanRow);
        checkpoint.floats(RIDGE, new float[] {(float) ridge});
    }

    int width() {
        return meanRow.length;
    }

    /** The user's weights, {@code [width]}; the mean weights for a user without ratings. */
    double[] fit(SparseVector ratings) {
        int n = ratings.size();
        int width = width();
        double[] weights = new double[width];
        for (int k = 0; k < width; k++) {
            weights[k] = meanRow[k];
        }
        double[] errors = new double[n];
        for (int r = 0; r < n; r++) {
            errors[r] = ratings.value(r) - dot(ratings.index(r), weights);
        }
        double[] change = n <= width ? dual(ratings, errors) : primal(ratings, errors);
        for (int k = 0; k < width; k++) {
            weights[k] += change[k];
        }
        return weights;
    }

    /** {@code A^T (A A^T + ridge I)^-1 e}. */
    private double[] dual(SparseVector ratings, double[] errors) {
        int n = errors.length;
        int width = width();
        double[] system = new double[n * n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = a == b ? ridge : 0;
                for (int k = 0; k < width; k++) {
                    sum += (double) code(ratings.index(a), k) * code(ratings.index(b), k);
                }
                system[a * n + b] = sum;
            }
        }
        solve(system, errors);
        double[] change = new double[width];
        for (int a = 0; a < n; a++) {
            for (int k = 0; k < width; k++) {
                change[k] += errors[a] * code(ratings.index(a), k);
            }
        }
        return change;
    }

    /** {@code (A^T A + ridge I)^-1 A^T e}. */
    private double[] primal(SparseVector ratings, double[] errors) {
        int width = width();
        double[] system = new double[width * width];
        double[] right = new double[width];
        for (int r = 0; r < errors.length; r++) {
            for (int a = 0; a < width; a++) {
                double code = code(ratings.index(r), a);
                right[a] += code * errors[r];
                for (int b = 0; b <= a; b++) {
                    system[a * width + b] += code * code(ratings.index(r), b);
                }
            }
        }
        for (int a = 0; a < width; a++) {
            system[a * width + a] += ridge;
        }
        solve(system, right);
        return right;
    }

    /**
     * Replaces {@code right} by {@code system^-1 right}.
     *
     * @param system {@code [n x n]} row-major, of which the lower triangle is read; overwritten
     */
    private static void solve(double[] system, double[] right) {
        int n = right.length;
        // A lower triangle by rows is an upper triangle by columns, which LAPACK reads without transposing it first.
        int failure = n == 0 ? 0 : openblas.LAPACKE_dposv(LAPACK_COL_MAJOR, (byte) 'U', n, 1, system, n, right, n);
        if (failure != 0) {
            throw new ArithmeticException("the fold-in's system of " + n + " equations is not positive definite");
        }
    }

    private float code(int item, int k) {
        return codes[item * width() + k];
    }

    private double dot(int item, double[] weights) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * code(item, k);
        }
        return sum;
    }

    /** Writes {@code codes weights} to {@code scores[items]}. */
    void score(double[] weights, float[] scores) {
        int items = codes.length / width();
        for (int item = 0; item < items; item++) {
            scores[item] = (float) dot(item, weights);
        }
    }
}
