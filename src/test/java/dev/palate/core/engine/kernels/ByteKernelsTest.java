package dev.palate.core.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kernels on whole numbers, whose sums are exact in single precision in any order. */
class ByteKernelsTest {

    private static final int TILE = ByteKernels.TILE;

    static Stream<ByteKernels> kernels() {
        return Stream.of(new PlainByteKernels(), ByteKernels.FASTEST);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multipliesATileLikeItsRows(ByteKernels kernels) {
        for (int inputs : new int[] {1, 7, 600}) {
            int tileOffset = 5;
            byte[] tile = new byte[tileOffset + inputs * TILE];
            new SplittableRandom(inputs).nextBytes(tile);
            float[] x = wholeNumbers(inputs + 3);
            float[] sums = new float[TILE + 4];
            sums[1] = 8;
            sums[TILE + 2] = 9;

            kernels.multiplyTile(tile, tileOffset, x, 3, inputs, sums, 2);

            for (int row = 0; row < TILE; row++) {
                int expected = 0;
                for (int i = 0; i < inputs; i++) {
                    expected += tile[tileOffset + i * TILE + row] * (int) x[3 + i];
                }
                assertThat(sums[2 + row]).isEqualTo(expected);
            }
            assertThat(sums[1]).isEqualTo(8);
            assertThat(sums[TILE + 2]).isEqualTo(9);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multipliesARow(ByteKernels kernels) {
        for (int length : new int[] {1, 15, 64, 131}) {
            byte[] x = new byte[length + 2];
            new SplittableRandom(length).nextBytes(x);
            float[] y = wholeNumbers(length + 4);
            int expected = 0;
            for (int i = 0; i < length; i++) {
                expected += x[1 + i] * (int) y[3 + i];
            }

            assertThat(kernels.product(x, 1, y, 3, length)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addsScaledBytes(ByteKernels kernels) {
        for (int length : new int[] {1, 15, 64, 131}) {
            byte[] x = new byte[length + 2];
            new SplittableRandom(length).nextBytes(x);
            float[] y = wholeNumbers(length + 4);
            float[] expected = y.clone();
            for (int i = 0; i < length; i++) {
                expected[3 + i] += -2 * x[1 + i];
            }

            kernels.addScaled(-2, x, 1, y, 3, length);

            assertThat(y).containsExactly(expected);
        }
    }

    private static float[] wholeNumbers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i * 7 % 19 - 9;
        }
        return values;
    }
}
