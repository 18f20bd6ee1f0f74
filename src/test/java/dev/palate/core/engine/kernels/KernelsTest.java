package dev.palate.core.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.engine.kernels.UpdateRule.AdamStep;
import dev.palate.core.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kernels against double precision, at lengths with and without remaining elements after the last vector. */
class KernelsTest {

    private static final int OFFSET = 3;

    static Stream<Kernels> kernels() {
        return Stream.of(new PlainKernels(), Kernels.FASTEST);
    }

    private static float[] values(int length, float scale) {
        float[] values = new float[length + 2 * OFFSET];
        CounterRandom.of(4, CounterRandom.Stream.SHUFFLE, length, 0).gaussians(values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale;
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void agreesWithExactActivationFunctions(Kernels kernels) {
        for (int length : new int[] {1, 16, 37, 100}) {
            float[] x = values(length, 10);
            float[] sigmoid = x.clone();
            float[] tanh = x.clone();
            float[] relu = x.clone();
            kernels.sigmoid(sigmoid, OFFSET, length);
            kernels.tanh(tanh, OFFSET, length);
            kernels.relu(relu, OFFSET, length);
            for (int i = OFFSET; i < OFFSET + length; i++) {
                assertThat(sigmoid[i]).isCloseTo((float) (1 / (1 + Math.exp(-x[i]))), within(3e-7f));
                assertThat(tanh[i]).isCloseTo((float) Math.tanh(x[i]), within(3e-7f));
                assertThat(relu[i]).isEqualTo(Math.max(0, x[i]));
            }
            assertThat(sigmoid[OFFSET - 1]).isEqualTo(x[OFFSET - 1]);
            assertThat(sigmoid[OFFSET + length]).isEqualTo(x[OFFSET + length]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void exponentiatesWithSmallRelativeError(Kernels kernels) {
        float[] x = values(1000, 8);
        float[] e = x.clone();
        float[] maximumAndSum = new float[2];
        kernels.expShifted(e, OFFSET, 1000, maximumAndSum);
        double sum = 0;
        float maximum = Float.NEGATIVE_INFINITY;
        for (int i = OFFSET; i < OFFSET + 1000; i++) {
            maximum = Math.max(maximum, x[i]);
        }
        for (int i = OFFSET; i < OFFSET + 1000; i++) {
            double expected = Math.exp(x[i] - maximum);
            sum += expected;
            assertThat((double) e[i]).isCloseTo(expected, within(3e-7 * expected + 1e-37));
        }
        assertThat(maximumAndSum[0]).isEqualTo(maximum);
        assertThat((double) maximumAndSum[1]).isCloseTo(sum, within(1e-5 * sum));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void staysFiniteAtTheEndsOfTheRange(Kernels kernels) {
        float[] x = {-1000, 1000, 0, -88, 88};
        float[] sigmoid = x.clone();
        float[] tanh = x.clone();
        kernels.sigmoid(sigmoid, 0, 5);
        kernels.tanh(tanh, 0, 5);
        assertThat(sigmoid).containsExactly(new float[] {0, 1, 0.5f, 0, 1}, within(1e-30f));
        assertThat(tanh).containsExactly(-1, 1, 0, -1, 1);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addsScalesAndSums(Kernels kernels) {
        for (int length : new int[] {1, 15, 64, 131}) {
            float[] x = values(length, 1);
            float[] y = values(length + 7, 1);
            double dot = 0;
            double squares = 0;
            float[] expected = y.clone();
            for (int i = OFFSET; i < OFFSET + length; i++) {
                dot += (double) x[i] * y[i];
                squares += (double) x[i] * x[i];
                expected[i] = Math.fma(-2.5f, x[i], y[i]);
            }
            assertThat((double) kernels.dot(x, OFFSET, y, OFFSET, length)).isCloseTo(dot, within(1e-4));
            assertThat(kernels.sumOfSquares(x, OFFSET, length)).isCloseTo(squares, within(1e-4));
            kernels.addScaled(-2.5f, x, OFFSET, y, OFFSET, length);
            assertThat(y).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addsRowsWithTheBitsOfOneRowAfterAnother(Kernels kernels) {
        for (int length : new int[] {1, 16, 47, 128, 400, 611}) {
            float[] x = values(70 * length, 1);
            float[] factors = values(70, 1);
            float[] y = values(length, 1);
            float[] expected = y.clone();
            WeightedRows rows = new WeightedRows();
            rows.add(9, 1);
            rows.clear();
            for (int row = 0; row < 70; row += 3) {
                float factor = row % 2 == 0 ? factors[row] : 0;
                rows.add(factor, OFFSET + row * length);
                kernels.addScaled(factor, x, OFFSET + row * length, expected, OFFSET, length);
            }
            kernels.addRows(rows, x, y, OFFSET, length);
            assertThat(y).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addsMoreRowsThanAListBeginsWith(Kernels kernels) {
        WeightedRows rows = new WeightedRows();
        for (int row = 1; row <= 200; row++) {
            rows.add(row, row);
        }
        float[] ones = new float[201];
        Arrays.fill(ones, 1);
        float[] y = {0.5f};
        kernels.addRows(rows, ones, y, 0, 1);
        assertThat(y).containsExactly(20100.5f);
    }

    /** The second step is computed from the formula in Kingma and Ba 2015, algorithm 1, with epsilon outside the root. */
    @ParameterizedTest
    @MethodSource("kernels")
    void followsTheFormulaOfAdam(Kernels kernels) {
        float[] w = {1};
        float[] m = {0};
        float[] v = {0};
        kernels.adam(AdamStep.of(0.1, 1), new float[] {0.5f}, 0, w, 0, m, v, 0, 1);
        assertThat(w[0]).isCloseTo(0.9f, within(1e-6f));
        kernels.adam(AdamStep.of(0.1, 2), new float[] {-0.25f}, 0, w, 0, m, v, 0, 1);
        double first = (0.9 * 0.05 - 0.1 * 0.25) / (1 - 0.81);
        double second = (0.999 * 0.00025 + 0.001 * 0.0625) / (1 - 0.998001);
        assertThat((double) w[0]).isCloseTo(0.9 - 0.1 * first / (Math.sqrt(second) + 1e-8), within(1e-6));
    }

    /** Of a unit whose gradients stay 0; subnormal numbers are slow. */
    @ParameterizedTest
    @MethodSource("kernels")
    void adamLeavesNoSubnormalMoments(Kernels kernels) {
        int length = 37;
        float[] w = new float[length];
        float[] m = new float[length];
        float[] v = new float[length];
        Arrays.fill(m, 1e-36f);
        Arrays.fill(v, 1.2e-38f);
        for (int step = 1; step <= 100; step++) {
            kernels.adam(AdamStep.of(0.001, step), new float[length], 0, w, 0, m, v, 0, length);
            for (float[] moments : new float[][] {m, v}) {
                for (float moment : moments) {
                    assertThat(moment == 0 || Math.abs(moment) >= Float.MIN_NORMAL)
                            .isTrue();
                }
            }
        }
    }
}
