package dev.palate.core.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MersenneTwisterTest {

    /** {@code numpy.random.RandomState(42).randint(0, 2**32, dtype=uint32)}, NumPy 2.4.6: calls 1 to 3 and 1001. */
    @Test
    void drawsTheSameNumbersAsNumpy() {
        MersenneTwister random = new MersenneTwister(42);
        assertThat(Integer.toUnsignedLong(random.nextInt())).isEqualTo(1608637542L);
        assertThat(Integer.toUnsignedLong(random.nextInt())).isEqualTo(3421126067L);
        assertThat(Integer.toUnsignedLong(random.nextInt())).isEqualTo(4083286876L);
        for (int call = 4; call <= 1000; call++) {
            random.nextInt();
        }
        assertThat(Integer.toUnsignedLong(random.nextInt())).isEqualTo(2998581749L);
    }

    @Test
    void refusesSeedsThatNumpyRefuses() {
        assertThatThrownBy(() -> new MersenneTwister(1L << 32)).hasMessageContaining("4294967296");
        assertThatThrownBy(() -> new MersenneTwister(-1)).hasMessageContaining("-1");
    }
}
