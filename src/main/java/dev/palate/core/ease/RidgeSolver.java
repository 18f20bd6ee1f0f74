package dev.palate.core.ease;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dposv_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sposv_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Solves small symmetric positive definite systems by Cholesky factorisation: in single precision, and once more in double
 * precision if that fails. Not thread-safe.
 */
final class RidgeSolver implements AutoCloseable {

    private static final byte UPPER = 'U';

    static {
        openblas.blas_set_num_threads(1);
    }

    private final FloatPointer matrix;
    private final FloatPointer solution;

    /** @param size of the largest system */
    RidgeSolver(int size) {
        this.matrix = new FloatPointer(Math.max(1, (long) size * size));
        this.solution = new FloatPointer(Math.max(1, size));
    }

    /**
     * Replaces {@code right} by the solution.
     *
     * @param lower {@code [size x size]}: the entries {@code [row * size + column]} with {@code column <= row}
     * @throws IllegalArgumentException if the matrix is not positive definite
     */
    void solve(float[] lower, float[] right, int size) {
        matrix.put(lower, 0, size * size);
        solution.put(right, 0, size);
        // The lower triangle of rows is the upper one of columns.
        if (LAPACKE_sposv_work(LAPACK_COL_MAJOR, UPPER, size, 1, matrix, size, solution, size) == 0) {
            solution.get(right, 0, size);
        } else {
            solveExactly(lower, right, size);
        }
    }

    private static void solveExactly(float[] lower, float[] right, int size) {
        try (DoublePointer a = new DoublePointer(doubles(lower, size * size));
                DoublePointer b = new DoublePointer(doubles(right, size))) {
            int info = LAPACKE_dposv_work(LAPACK_COL_MAJOR, UPPER, size, 1, a, size, b, size);
            if (info != 0) {
                throw new IllegalArgumentException(
                        "the Gram matrix of the nearest items of an item cannot be factorised (" + info
                                + "); increase lambda");
            }
            for (int at = 0; at < size; at++) {
                right[at] = (float) b.get(at);
            }
        }
    }

    private static double[] doubles(float[] values, int count) {
        double[] doubles = new double[count];
        Arrays.setAll(doubles, at -> values[at]);
        return doubles;
    }

    @Override
    public void close() {
        matrix.close();
        solution.close();
    }
}
