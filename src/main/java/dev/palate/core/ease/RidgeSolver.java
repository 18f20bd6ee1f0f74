package dev.palate.core.ease;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dposv_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sposv_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;

/**
 * Solves small symmetric positive definite systems by Cholesky factorisation: in single precision, and once more in double
 * precision if that fails, as it does for items with almost the same users and a small ridge. Not thread-safe.
 */
final class RidgeSolver implements AutoCloseable {

    private static final byte UPPER = 'U';

    static {
        openblas.blas_set_num_threads(1);
    }

    private final FloatPointer matrix;
    private final FloatPointer solution;
    private final int capacity;
    private @Nullable Exact exact;

    /** @param size of the largest system */
    RidgeSolver(int size) {
        this.capacity = size;
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

    /** The entries of the matrix stay those of single precision, so that this fails if items are the same within it. */
    private void solveExactly(float[] lower, float[] right, int size) {
        Exact solver = exact == null ? new Exact(capacity) : exact;
        exact = solver;
        for (int row = 0; row < size; row++) {
            solver.matrix.position((long) row * size).put(doubles(lower, row * size, row + 1), 0, row + 1);
        }
        solver.matrix.position(0);
        solver.solution.put(doubles(right, 0, size), 0, size);
        int info = LAPACKE_dposv_work(LAPACK_COL_MAJOR, UPPER, size, 1, solver.matrix, size, solver.solution, size);
        if (info != 0) {
            throw new IllegalArgumentException(
                    "the weights of an item cannot be computed: some of its " + size
                            + " nearest items have almost the same users, and lambda is too small to tell them apart; increase lambda");
        }
        for (int at = 0; at < size; at++) {
            right[at] = (float) solver.solution.get(at);
        }
    }

    private static double[] doubles(float[] values, int from, int count) {
        double[] doubles = new double[count];
        Arrays.setAll(doubles, at -> values[from + at]);
        return doubles;
    }

    /** The memory of a system in double precision. */
    private static final class Exact implements AutoCloseable {

        private final DoublePointer matrix;
        private final DoublePointer solution;

        Exact(int size) {
            this.matrix = new DoublePointer(Math.max(1, (long) size * size));
            this.solution = new DoublePointer(Math.max(1, size));
        }

        @Override
        public void close() {
            matrix.close();
            solution.close();
        }
    }

    @Override
    public void close() {
        if (exact != null) {
            exact.close();
        }
        matrix.close();
        solution.close();
    }
}
