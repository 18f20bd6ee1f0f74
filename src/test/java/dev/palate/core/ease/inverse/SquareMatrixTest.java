package dev.palate.core.ease.inverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SquareMatrixTest {

    /** 24,000 x 24,000 floats are more bytes than an int can number; only the pages written to take memory. */
    @Test
    void reachesRowsBeyondTwoGigabytes() {
        int size = 24_000;
        try (SquareMatrix matrix = allocateOrSkip(size)) {
            float[] row = {1, 2, 3};
            matrix.write(size - 1, size - 3, row, 0, 3);
            matrix.write(12_000, 0, row, 0, 3);
            float[] read = new float[3];
            matrix.read(size - 1, size - 3, read, 0, 3);
            assertThat(read).containsExactly(1, 2, 3);
            assertThat(matrix.at(size - 1, size - 1).get()).isEqualTo(3);
            assertThat(matrix.at(12_000, 1).get()).isEqualTo(2);
        }
    }

    @Test
    void reportsTheRequiredMemory() {
        assertThatThrownBy(() -> new SquareMatrix(4_000_000))
                .hasMessageContaining("4000000 items need a matrix of 61035156 MiB outside the heap");
    }

    private static SquareMatrix allocateOrSkip(int size) {
        try {
            return new SquareMatrix(size);
        } catch (IllegalArgumentException e) {
            Assumptions.abort("skipped: " + e.getMessage());
            throw e;
        }
    }
}
