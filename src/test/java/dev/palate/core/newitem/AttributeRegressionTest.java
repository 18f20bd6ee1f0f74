package dev.palate.core.newitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.newitem.AttributeRegression.Taste;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributeRegressionTest {

    private static final SparseVector FIRST = row(1, 0);
    private static final SparseVector BOTH = row(1, 1);
    private static final RatingMatrix ATTRIBUTES = RatingMatrix.of(2, List.of(FIRST, row(0, 1), BOTH, FIRST));

    @Test
    void solvesTheRidgeRegressionOfCentredScores() {
        // F'F + I = [[4, 1], [1, 3]], with inverse [[3, -1], [-1, 4]] / 11. The mean of the scores is 2, F'(s - 2) =
        // (2, -3).
        AttributeRegression regression = AttributeRegression.fit(ATTRIBUTES, new float[] {1, 1, 1, 1}, 1);
        Taste taste = regression.taste(new float[] {99, 4, 0, 1, 3}, 1);
        assertThat(taste.contribution(0, 1)).isCloseTo(9 / 11f, within(1e-6f));
        assertThat(taste.contribution(1, 1)).isCloseTo(-14 / 11f, within(1e-6f));
        assertThat(taste.score(BOTH)).isCloseTo(2 - 5 / 11f, within(1e-6f));
        assertThat(taste.score(SparseVector.empty())).isEqualTo(2);
    }

    @Test
    void ignoresItemsThatTheModelDoesNotKnow() {
        AttributeRegression without =
                AttributeRegression.fit(RatingMatrix.of(2, List.of(FIRST, row(0, 1), BOTH)), new float[] {1, 1, 1}, 1);
        AttributeRegression unrated = AttributeRegression.fit(ATTRIBUTES, new float[] {1, 1, 1, 0}, 1);
        float expected = without.taste(new float[] {4, 0, 1}, 0).score(BOTH);
        assertThat(unrated.taste(new float[] {4, 0, 1, 1000}, 0).score(BOTH)).isCloseTo(expected, within(1e-6f));
    }

    @Test
    void predictsAKnownItemAsIfItWereNew() {
        // The mean is 0 with and without the last item.
        float[] scores = {2, -3, 1, 0};
        float[] leftOut = AttributeRegression.fit(ATTRIBUTES, new float[] {1, 1, 1, 1}, 1)
                .taste(scores, 0)
                .leftOut(scores, 0);
        float withoutIt = AttributeRegression.fit(ATTRIBUTES, new float[] {1, 1, 1, 0}, 1)
                .taste(scores, 0)
                .score(FIRST);
        assertThat(leftOut[3]).isCloseTo(withoutIt, within(1e-6f));
    }

    private static SparseVector row(float... values) {
        int[] indexes = new int[values.length];
        for (int k = 0; k < indexes.length; k++) {
            indexes[k] = k;
        }
        return SparseVector.of(indexes, values);
    }
}
