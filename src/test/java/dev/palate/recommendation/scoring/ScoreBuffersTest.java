package dev.palate.recommendation.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.overload.HeapGrowth;
import org.junit.jupiter.api.Test;

class ScoreBuffersTest {

    private final ScoreBuffers buffers = new ScoreBuffers();

    @Test
    void reusesAReleasedArray() {
        float[] first = buffers.borrow(100);
        buffers.release(first);
        assertThat(buffers.borrow(60)).isSameAs(first);
    }

    @Test
    void neverLendsABorrowedArray() {
        float[] first = buffers.borrow(100);
        assertThat(buffers.borrow(100)).isNotSameAs(first);
    }

    @Test
    void replacesAnArrayThatIsTooShort() {
        buffers.release(new float[10]);
        assertThat(buffers.borrow(11)).hasSizeGreaterThanOrEqualTo(11);
    }

    @Test
    void keepsNoMoreThanItsBound() {
        long growth = HeapGrowth.of(() -> {
            for (int n = 0; n < 2 * Runtime.getRuntime().availableProcessors(); n++) {
                buffers.release(new float[6 << 20]);
            }
        });

        assertThat(growth).isLessThan(34 << 20);
        assertThat(buffers.borrow(1)).isNotEmpty();
    }
}
