package dev.palate.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalPairTest {

    private static final double UNIT_53 = 0x1p-53;

    private final CounterRandom random = CounterRandom.splitMix(3);

    @Test
    void logarithmAgreesWithThatOfTheJdk() {
        for (int i = 1; i <= 100_000; i++) {
            double x = ((random.bits(i) >>> 11) + 1) * UNIT_53 * Math.pow(2, -(i % 20));
            assertThat(NormalPair.logarithm(x)).isCloseTo(Math.log(x), within(2 * Math.ulp(Math.log(x))));
        }
    }

    @Test
    void logarithmIsRightAtTheEndsOfTheRange() {
        assertThat(NormalPair.logarithm(1)).isZero();
        assertThat(NormalPair.logarithm(UNIT_53)).isCloseTo(-53 * Math.log(2), within(1e-14));
        assertThat(NormalPair.logarithm(1 - UNIT_53)).isCloseTo(-UNIT_53, within(1e-30));
    }

    @Test
    void pairAgreesWithCosineAndSineOfTheJdkInEveryQuarter() {
        float[] pair = new float[2];
        for (int i = 0; i <= 100_000; i++) {
            double turn = i < 16 ? i / 16.0 : (random.bits(i) >>> 11) * UNIT_53;
            NormalPair.write(3, turn, pair, 0, 2);
            float cosine = (float) (3 * Math.cos(2 * Math.PI * turn));
            float sine = (float) (3 * Math.sin(2 * Math.PI * turn));
            assertThat(pair[0]).isCloseTo(cosine, within(Math.ulp(cosine) + 2e-15f));
            assertThat(pair[1]).isCloseTo(sine, within(Math.ulp(sine) + 2e-15f));
        }
    }

    @Test
    void leavesOutTheSecondNumberOfTheLastPair() {
        float[] one = {0, 7};
        NormalPair.write(2, 0.125, one, 0, 1);
        assertThat(one).containsExactly((float) Math.sqrt(2), 7);
    }

    /** So the numbers do not depend on whether the JVM has the Vector API, or how many numbers are drawn together. */
    @Test
    void drawsTheBitsOfSinglePairsInVectors() {
        float[] draws = new float[20_001];
        float[] pairs = new float[20_001];
        random.gaussians(draws, 0, draws.length);
        for (int k = 0; k < pairs.length; k += 2) {
            NormalPair.write(random.bits(k), random.bits(k + 1), pairs, k, pairs.length - k);
        }
        assertThat(draws).containsExactly(pairs);
    }
}
