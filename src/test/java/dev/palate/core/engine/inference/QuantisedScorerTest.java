package dev.palate.core.engine.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.NetworkScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.Networks;
import dev.palate.core.network.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuantisedScorerTest {

    private static final int USERS = 70; // more than one batch of the scorer
    private static final int ITEMS = Networks.ITEMS;

    static List<NetworkSpec> networks() {
        return Networks.all();
    }

    /** The greatest weight, 2.54, is 127 steps of 0.02. */
    @Test
    void roundsARowToStepsOfItsGreatestWeight() {
        float[] row = {9, 2.54f, -1.28f, 0.009f, 0.011f, -2.54f};
        float scale = ByteRows.scale(row, 1, 5);
        assertThat(scale).isCloseTo(0.02f, within(1e-9f));
        assertThat(ByteRows.quantise(row[1], scale)).isEqualTo((byte) 127);
        assertThat(ByteRows.quantise(row[2], scale)).isEqualTo((byte) -64);
        assertThat(ByteRows.quantise(row[3], scale)).isEqualTo((byte) 0);
        assertThat(ByteRows.quantise(row[4], scale)).isEqualTo((byte) 1);
        assertThat(ByteRows.quantise(row[5], scale)).isEqualTo((byte) -127);
    }

    @Test
    void quantisesARowOfZerosToZeros() {
        assertThat(ByteRows.scale(new float[3], 0, 3)).isZero();
        assertThat(ByteRows.quantise(0, 0)).isZero();
    }

    /** Whole multiples of 1/127, with 1 as the greatest weight of each row, are represented exactly. */
    @ParameterizedTest
    @MethodSource("networks")
    void scoresLikeTheExactNetworkIfWeightsNeedNoRounding(NetworkSpec spec) {
        Parameters parameters = Parameters.initial(spec, 3);
        int last = parameters.depth() - 1;
        makeWhole(parameters.weights(0), parameters.bias(0).length);
        makeWhole(parameters.weights(last), spec.inputSize(last));
        assertScoresWithin(1e-4f, spec, parameters);
    }

    /** A weight changes by at most 1/254 of the greatest weight of its row. */
    @ParameterizedTest
    @MethodSource("networks")
    void scoresAlmostLikeTheExactNetwork(NetworkSpec spec) {
        assertScoresWithin(0.02f, spec, Parameters.initial(spec, 3));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void scoresOneUserLikeMany(NetworkSpec spec) {
        RatingMatrix ratings = Networks.ratings(USERS);
        try (QuantisedScorer scorer = new QuantisedScorer(spec, Parameters.initial(spec, 3))) {
            float[] many = scores(scorer, ratings);
            float[] one = new float[ITEMS];
            for (int u = 0; u < USERS; u++) {
                scorer.score(ratings.row(u), one);
                for (int i = 0; i < ITEMS; i++) {
                    assertThat(one[i]).isCloseTo(many[u * ITEMS + i], within(1e-5f));
                }
            }
        }
    }

    private static void assertScoresWithin(float share, NetworkSpec spec, Parameters parameters) {
        RatingMatrix ratings = Networks.ratings(USERS);
        try (CpuScorer exact = new CpuScorer(spec, parameters);
                QuantisedScorer quantised = new QuantisedScorer(spec, parameters)) {
            float[] expected = scores(exact, ratings);
            float[] scores = scores(quantised, ratings);
            float greatest = 0;
            for (float score : expected) {
                greatest = Math.max(greatest, Math.abs(score));
            }
            assertThat(scores).containsExactly(expected, within(share * greatest));
        }
    }

    private static float[] scores(NetworkScorer scorer, RatingMatrix ratings) {
        float[] scores = new float[USERS * ITEMS];
        scorer.scoreRows(ratings, 0, USERS, scores);
        return scores;
    }

    private static void makeWhole(float[] weights, int length) {
        for (int k = 0; k < weights.length; k++) {
            weights[k] = k % length == 0 ? 1 : (k * 37 % 253 - 126) / 127f;
        }
    }
}
