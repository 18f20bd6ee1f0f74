package dev.palate.core.ease.inverse;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import dev.palate.core.parallel.Parallel;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Inverts a symmetric positive definite matrix in place with the sweep operator (Goodnight 1979) on blocks. Sweeping the
 * pivot block p means
 *
 * <pre>
 * D = A_pp^-1;  A_ij -= A_ip D A_pj;  A_ip = A_ip D;  A_pp = -D
 * </pre>
 *
 * for the lower triangle; after all blocks are swept, the matrix is minus its inverse. The cost is n^3 operations, as for
 * LAPACK's {@code potrf} and {@code potri}. Pivots are inverted in double precision. Memory in addition to the matrix: two
 * panels of {@code [n x BLOCK]}.
 *
 * <p>Palate keeps this class instead of LAPACK's {@code spotrf} and {@code spotri} for three reasons: nearly all operations are
 * products of {@code BLOCK} rows with all columns to their left, each on one BLAS thread, so that the result does not depend on
 * the number of threads; the caller can cancel between two blocks; and LAPACK's int indexes end at 46,340 items.
 */
public final class SymmetricInverse {

    private static final int BLOCK = 256;

    static {
        openblas_nolapack.blas_set_num_threads(1);
    }

    private final SquareMatrix matrix;
    private final int size;
    private final int blocks;
    private final int threads;
    private final FloatPointer panel;
    private final FloatPointer product;

    private SymmetricInverse(SquareMatrix matrix, int threads) {
        this.matrix = matrix;
        this.size = matrix.size();
        this.blocks = blocks(size);
        this.threads = threads;
        this.panel = new FloatPointer((long) size * BLOCK);
        this.product = new FloatPointer((long) size * BLOCK);
    }

    /** The number of blocks of a matrix with {@code size} rows. */
    public static int blocks(int size) {
        return (size + BLOCK - 1) / BLOCK;
    }

    /**
     * Replaces {@code matrix}, of which the lower triangle is read, by its inverse, in both triangles.
     *
     * @param onBlock receives the number of each block before it is swept, and may throw to cancel
     * @throws IllegalArgumentException if the matrix is not positive definite in single precision
     */
    public static void invert(SquareMatrix matrix, int threads, IntConsumer onBlock) {
        SymmetricInverse inverse = new SymmetricInverse(matrix, threads);
        try {
            for (int pivot = 0; pivot < inverse.blocks; pivot++) {
                onBlock.accept(pivot);
                inverse.sweep(pivot);
            }
            inverse.negateAndMirror();
        } finally {
            inverse.panel.close();
            inverse.product.close();
        }
    }

    private void sweep(int pivot) {
        int width = rows(pivot);
        float[] inverted = invertedPivot(pivot);
        try (FloatPointer d = new FloatPointer(inverted)) {
            Parallel.run(threads, blocks, (worker, block) -> {
                gather(pivot, block);
                multiply(rows(block), width, width, at(panel, block), d, 0, at(product, block), BLOCK);
            });
        }
        Parallel.run(threads, blocks, (worker, task) -> {
            // The longest rows first, so that no thread is left alone with them at the end.
            int block = blocks - 1 - task;
            if (block != pivot) {
                update(block, width);
            }
        });
        Parallel.run(threads, blocks, (worker, block) -> scatter(pivot, block, inverted));
    }

    /** The panel's rows of {@code block}: A_ip, read from the lower triangle; zeros for the pivot's own. */
    private void gather(int pivot, int block) {
        int width = rows(pivot);
        float[] rows = new float[rows(block) * BLOCK];
        float[] line = new float[BLOCK];
        if (block > pivot) {
            for (int r = 0; r < rows(block); r++) {
                matrix.read(block * BLOCK + r, pivot * BLOCK, rows, r * BLOCK, width);
            }
        } else if (block < pivot) {
            for (int c = 0; c < width; c++) {
                matrix.read(pivot * BLOCK + c, block * BLOCK, line, 0, BLOCK);
                for (int r = 0; r < BLOCK; r++) {
                    rows[r * BLOCK + c] = line[r];
                }
            }
        }
        at(panel, block).put(rows);
    }

    private void update(int block, int width) {
        int columns = block * BLOCK + rows(block);
        openblas_nolapack.cblas_sgemm(
                CblasRowMajor,
                CblasNoTrans,
                CblasTrans,
                rows(block),
                columns,
                width,
                -1,
                at(product, block),
                BLOCK,
                panel,
                BLOCK,
                1,
                matrix.at(block * BLOCK, 0),
                size);
    }

    private void scatter(int pivot, int block, float[] inverted) {
        int width = rows(pivot);
        float[] rows = new float[rows(block) * BLOCK];
        float[] line = new float[BLOCK];
        at(product, block).get(rows);
        if (block > pivot) {
            for (int r = 0; r < rows(block); r++) {
                matrix.write(block * BLOCK + r, pivot * BLOCK, rows, r * BLOCK, width);
            }
        } else if (block < pivot) {
            for (int c = 0; c < width; c++) {
                for (int r = 0; r < BLOCK; r++) {
                    line[r] = rows[r * BLOCK + c];
                }
                matrix.write(pivot * BLOCK + c, block * BLOCK, line, 0, BLOCK);
            }
        } else {
            for (int r = 0; r < width; r++) {
                for (int c = 0; c < width; c++) {
                    line[c] = -inverted[r * BLOCK + c];
                }
                matrix.write(pivot * BLOCK + r, pivot * BLOCK, line, 0, width);
            }
        }
    }

    /** The inverse of the pivot block, in rows of {@code BLOCK}. */
    private float[] invertedPivot(int pivot) {
        int width = rows(pivot);
        double[][] a = new double[width][width];
        float[] line = new float[width];
        for (int r = 0; r < width; r++) {
            matrix.read(pivot * BLOCK + r, pivot * BLOCK, line, 0, r + 1);
            for (int c = 0; c <= r; c++) {
                a[r][c] = line[c];
                a[c][r] = line[c];
            }
        }
        for (int k = 0; k < width; k++) {
            sweep(a, k, pivot * BLOCK + k);
        }
        float[] inverted = new float[width * BLOCK];
        for (int r = 0; r < width; r++) {
            for (int c = 0; c < width; c++) {
                inverted[r * BLOCK + c] = (float) -a[r][c];
            }
        }
        return inverted;
    }

    private static void sweep(double[][] a, int k, int row) {
        double pivot = a[k][k];
        if (!(pivot > 0)) {
            throw new IllegalArgumentException(
                    "not positive definite in single precision at row " + row + ": more regularisation is needed");
        }
        double[] pivotRow = a[k];
        for (int i = 0; i < a.length; i++) {
            if (i != k) {
                double factor = a[i][k] / pivot;
                double[] rowI = a[i];
                for (int j = 0; j < rowI.length; j++) {
                    rowI[j] -= factor * pivotRow[j];
                }
                rowI[k] = factor;
            }
        }
        for (int j = 0; j < pivotRow.length; j++) {
            pivotRow[j] /= pivot;
        }
        pivotRow[k] = -1 / pivot;
    }

    private void negateAndMirror() {
        Parallel.run(threads, blocks, (worker, block) -> {
            float[] line = new float[size];
            int end = block * BLOCK + rows(block);
            for (int row = block * BLOCK; row < end; row++) {
                matrix.read(row, 0, line, 0, row + 1);
                for (int c = 0; c <= row; c++) {
                    line[c] = -line[c];
                }
                matrix.write(row, 0, line, 0, row + 1);
            }
            matrix.mirror(block * BLOCK, end);
        });
    }

    private int rows(int block) {
        return Math.min(BLOCK, size - block * BLOCK);
    }

    private static FloatPointer at(FloatPointer panel, int block) {
        return new FloatPointer(panel).position((long) block * BLOCK * BLOCK);
    }

    private static void multiply(
            int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c, int stride) {
        openblas_nolapack.cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, stride, b, stride, beta, c, stride);
    }
}
