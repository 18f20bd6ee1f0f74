package dev.palate.recommendation.newitem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankedScoresTest {

    private static final float[] SCORES = {0, 10, 7, 3, 1, 99};
    private static final float[] PREDICTED = {0.1f, 0.5f, 0.5f, 0.4f, 9};

    @Test
    void findsTheScoreAtTheRankOfAPredictedScore() {
        RankedScores ranked = RankedScores.of(SCORES, 1, PREDICTED, item -> item < 4);
        assertThat(ranked.score(0.6f)).isEqualTo(10);
        assertThat(ranked.score(0.5f)).isEqualTo(10);
        assertThat(ranked.score(0.45f)).isEqualTo(3);
        assertThat(ranked.score(0.2f)).isEqualTo(1);
        assertThat(ranked.score(0)).isEqualTo(1);
    }

    @Test
    void aPredictedScoreStandsForItselfWithoutKnownItems() {
        assertThat(RankedScores.of(SCORES, 1, PREDICTED, item -> false).score(0.3f))
                .isEqualTo(0.3f);
    }
}
