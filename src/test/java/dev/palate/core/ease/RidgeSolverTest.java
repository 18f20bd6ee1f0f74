package dev.palate.core.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sposv;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RidgeSolverTest {

    private static final int SIZE = 400;
    private static final int DIRECTIONS = 20;

    /**
     * The correlations of items in few directions, with 1 on the diagonal.
     *
     * @param ridge the least eigenvalue, before the numbers are rounded
     */
    private static float[] matrix(double ridge) {
        SplittableRandom random = new SplittableRandom(3);
        double[][] items = new double[SIZE][];
        for (int item = 0; item < SIZE; item++) {
            double[] position = random.doubles(DIRECTIONS, -1, 1).toArray();
            double length = Math.sqrt(product(position, position));
            items[item] = Arrays.stream(position).map(x -> x / length).toArray();
        }
        float[] lower = new float[SIZE * SIZE];
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < row; column++) {
                lower[row * SIZE + column] = (float) ((1 - ridge) * product(items[row], items[column]));
            }
            lower[row * SIZE + row] = 1;
        }
        return lower;
    }

    private static double product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(k -> a[k] * b[k]).sum();
    }

    /** @param error of the matrix times the solution */
    private static void assertSolves(float[] lower, double error) {
        float[] solution = new float[SIZE];
        solution[7] = 1;
        try (RidgeSolver solver = new RidgeSolver(SIZE)) {
            solver.solve(lower, solution, SIZE);
        }
        for (int row = 0; row < SIZE; row++) {
            double sum = 0;
            for (int column = 0; column < SIZE; column++) {
                sum += (double) lower[Math.max(row, column) * SIZE + Math.min(row, column)] * solution[column];
            }
            assertThat(sum).isCloseTo(row == 7 ? 1 : 0, within(error));
        }
    }

    @Test
    void solvesInSinglePrecision() {
        assertSolves(matrix(0.1), 1e-4);
    }

    @Test
    void solvesInDoublePrecisionIfSingleFails() {
        float[] lower = matrix(1e-6);
        assertThat(LAPACKE_sposv(LAPACK_COL_MAJOR, (byte) 'U', SIZE, 1, lower.clone(), SIZE, new float[SIZE], SIZE))
                .as("the order of the minor that is not positive")
                .isPositive();
        assertSolves(lower, 0.1);
    }

    @Test
    void saysWhatToDoAboutItemsThatAreTheSame() {
        try (RidgeSolver solver = new RidgeSolver(SIZE)) {
            assertThatThrownBy(() -> solver.solve(matrix(0), new float[SIZE], SIZE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the weights of an item cannot be computed: some of its 400 nearest items have almost the same"
                                    + " users, and lambda is too small to tell them apart; increase lambda");
            float[] right = new float[] {2, 0};
            solver.solve(new float[] {1, 0, 0.5f, 1}, right, 2);
            assertThat(right).as("usable afterwards").containsExactly(new float[] {8 / 3f, -4 / 3f}, within(1e-6f));
        }
    }
}
