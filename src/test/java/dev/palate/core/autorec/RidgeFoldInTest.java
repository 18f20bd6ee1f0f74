package dev.palate.core.autorec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.SparseVector;
import org.junit.jupiter.api.Test;

class RidgeFoldInTest {

    /** Codes of three items in two dimensions, mean weights (1, 0). */
    private final RidgeFoldIn foldIn = new RidgeFoldIn(new float[] {1, 0, 0, 1, 1, 1}, new float[] {1, 0}, 1);

    @Test
    void returnsTheMeanWeightsWithoutRatings() {
        assertThat(foldIn.fit(SparseVector.empty())).containsExactly(1, 0);
    }

    /** One rating 3 of item 0: error 2, change 2 * 1 / (1 + 1) = 1 in its direction. */
    @Test
    void correctsHalfTheErrorOfOneRatingAtRidgeOne() {
        double[] weights = foldIn.fit(SparseVector.of(new int[] {0}, new float[] {3}));
        assertThat(weights).containsExactly(new double[] {2, 0}, within(1e-12));
    }

    /**
     * All three rated (2, 1, 3), more than dimensions: errors (1, 1, 2); A'A + I = [[3, 1], [1, 3]], A'e = (3, 3); change
     * (0.75, 0.75).
     */
    @Test
    void solvesInTheSpaceOfTheCodesForManyRatings() {
        double[] weights = foldIn.fit(SparseVector.of(new int[] {0, 1, 2}, new float[] {2, 1, 3}));
        assertThat(weights).containsExactly(new double[] {1.75, 0.75}, within(1e-12));
        float[] scores = new float[3];
        foldIn.score(weights, scores);
        assertThat(scores).containsExactly(new float[] {1.75f, 0.75f, 2.5f}, within(1e-6f));
    }
}
