package dev.palate.core.ease.inverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricInverseTest {

    /** One row, less than a block, a block, and several blocks with an incomplete last one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 256, 700})
    void multipliedByTheMatrixIsTheIdentity(int size) {
        double[][] a = positiveDefinite(size);
        try (SquareMatrix matrix = matrix(a)) {
            SymmetricInverse.invert(matrix, 2, block -> {});
            double worst = 0;
            float[] row = new float[size];
            for (int i = 0; i < size; i++) {
                matrix.read(i, 0, row, 0, size);
                for (int j = 0; j < size; j++) {
                    double product = i == j ? -1 : 0;
                    for (int k = 0; k < size; k++) {
                        product += row[k] * a[k][j];
                    }
                    worst = Math.max(worst, Math.abs(product));
                }
            }
            assertThat(worst).isLessThan(2e-5);
        }
    }

    @Test
    void isSymmetricToTheBitAndTheSameOnAnyNumberOfThreads() {
        double[][] a = positiveDefinite(600);
        try (SquareMatrix one = matrix(a);
                SquareMatrix three = matrix(a)) {
            SymmetricInverse.invert(one, 1, block -> {});
            SymmetricInverse.invert(three, 3, block -> {});
            float[] rowOfOne = new float[600];
            float[] rowOfThree = new float[600];
            float[] entry = new float[1];
            for (int i = 0; i < 600; i++) {
                one.read(i, 0, rowOfOne, 0, 600);
                three.read(i, 0, rowOfThree, 0, 600);
                assertThat(rowOfThree).isEqualTo(rowOfOne);
                one.read(599 - i, i, entry, 0, 1);
                float mirrored = entry[0];
                one.read(i, 599 - i, entry, 0, 1);
                assertThat(entry[0]).isEqualTo(mirrored);
            }
        }
    }

    @Test
    void invertsATwoByTwoMatrix() {
        // [[2, 1], [1, 2]] has the inverse [[2, -1], [-1, 2]] / 3.
        try (SquareMatrix matrix = matrix(new double[][] {{2, 1}, {1, 2}})) {
            SymmetricInverse.invert(matrix, 1, block -> {});
            float[] row = new float[2];
            matrix.read(0, 0, row, 0, 2);
            assertThat(row[0]).isCloseTo(2 / 3f, within(1e-7f));
            assertThat(row[1]).isCloseTo(-1 / 3f, within(1e-7f));
        }
    }

    @Test
    void refusesAMatrixThatIsNotPositiveDefinite() {
        try (SquareMatrix matrix = matrix(new double[][] {{1, 2}, {2, 1}})) {
            assertThatThrownBy(() -> SymmetricInverse.invert(matrix, 1, block -> {}))
                    .hasMessageContaining("not positive definite in single precision at row 1");
        }
    }

    /** Fills only the lower triangle; the values above it must not be read. */
    private static SquareMatrix matrix(double[][] a) {
        SquareMatrix matrix = new SquareMatrix(a.length);
        for (int i = 0; i < a.length; i++) {
            float[] row = new float[a.length];
            for (int j = 0; j < a.length; j++) {
                row[j] = j <= i ? (float) a[i][j] : 1e9f;
            }
            matrix.write(i, 0, row, 0, a.length);
        }
        return matrix;
    }

    /** A unit diagonal with small random other entries, rounded to single precision so that both sides use the same numbers. */
    private static double[][] positiveDefinite(int size) {
        SplittableRandom random = new SplittableRandom(size);
        double[][] a = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                a[i][j] = (float) (random.nextDouble(-0.5, 0.5) / Math.sqrt(size));
                a[j][i] = a[i][j];
            }
            a[i][i] = 2;
        }
        return a;
    }
}
