package dev.palate.recommendation.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StrongestReasonsTest {

    private final StrongestReasons strongest = new StrongestReasons(2);

    @Test
    void keepsThreeOfEachItemInOrder() {
        float[] contributions = {1, 5, -2, 3, 5, 0, 4};
        for (int rating = 0; rating < contributions.length; rating++) {
            strongest.add(0, rating, -1);
            strongest.add(1, rating, contributions[rating]);
        }

        assertThat(strongest.of(0, StrongestReasonsTest::reason)).isEmpty();
        assertThat(strongest.of(1, StrongestReasonsTest::reason))
                .extracting(Reason::itemId)
                .containsExactly("1", "4", "6");
    }

    private static Reason reason(int rating, float contribution) {
        return new Reason(Integer.toString(rating), "", 1, null, contribution);
    }
}
