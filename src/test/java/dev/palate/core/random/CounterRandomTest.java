package dev.palate.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {

    private final CounterRandom random = CounterRandom.of(1, CounterRandom.Stream.LATENT, 2, 3);

    @Test
    void dependsOnlyOnItsKey() {
        assertThat(CounterRandom.of(1, CounterRandom.Stream.LATENT, 2, 3).bits(7))
                .isEqualTo(random.bits(7));
        assertThat(CounterRandom.of(1, CounterRandom.Stream.DROPOUT, 2, 3).bits(7))
                .isNotEqualTo(random.bits(7));
        assertThat(CounterRandom.of(1, CounterRandom.Stream.LATENT, 3, 3).bits(7))
                .isNotEqualTo(random.bits(7));
        assertThat(CounterRandom.of(1, CounterRandom.Stream.LATENT, 2, 4).bits(7))
                .isNotEqualTo(random.bits(7));
        assertThat(CounterRandom.of(2, CounterRandom.Stream.LATENT, 2, 3).bits(7))
                .isNotEqualTo(random.bits(7));
    }

    @Test
    void drawsGaussiansOfMeanZeroAndVarianceOne() {
        float[] draws = new float[200_001];
        random.gaussians(draws, 0, draws.length);
        double mean = IntStream.range(0, draws.length)
                .mapToDouble(i -> draws[i])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, draws.length)
                .mapToDouble(i -> draws[i] * draws[i])
                .average()
                .orElseThrow();
        // Standard errors: 0.0022 and 0.0032; four of them.
        assertThat(mean).isCloseTo(0, within(0.009));
        assertThat(variance).isCloseTo(1, within(0.013));
    }

    @Test
    void givesShortDrawsAsPrefixesOfLongOnes() {
        float[] three = new float[3];
        float[] eight = new float[8];
        random.gaussians(three, 0, 3);
        random.gaussians(eight, 0, 8);
        assertThat(three).containsExactly(Arrays.copyOf(eight, 3));
    }

    @Test
    void drawsBelowTheBoundEvenly() {
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[random.below(i, 7)]++;
        }
        assertThat(counts)
                .satisfies(c -> assertThat(Arrays.stream(c).allMatch(n -> Math.abs(n - 10_000) < 400))
                        .isTrue());
    }

    @Test
    void permutesEverything() {
        int[] order = random.permutation(1000);
        assertThat(Arrays.stream(order).sorted().toArray())
                .containsExactly(IntStream.range(0, 1000).toArray());
        assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
    }
}
