package dev.palate.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoreBuffersTest {

    private final ScoreBuffers buffers = new ScoreBuffers();

    @Test
    void lendsAGivenBackArrayAgain() {
        float[] first = buffers.borrow(100);
        buffers.giveBack(first);
        assertThat(buffers.borrow(60)).isSameAs(first);
    }

    @Test
    void neverLendsOneArrayTwiceAtATime() {
        float[] first = buffers.borrow(100);
        assertThat(buffers.borrow(100)).isNotSameAs(first);
    }

    @Test
    void replacesAnArrayThatHasBecomeTooShort() {
        buffers.giveBack(new float[10]);
        assertThat(buffers.borrow(11)).hasSizeGreaterThanOrEqualTo(11);
    }
}
