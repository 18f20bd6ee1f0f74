package dev.palate.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RelevanceTest {

    private static final RatingMatrix RATINGS =
            RatingMatrix.of(4, List.of(SparseVector.of(new int[] {0, 1, 2, 3}, new float[] {5, 4, 3, 1.5f})));

    @Test
    void countsLowRatingsLessWithEveryUnit() {
        RatingMatrix relevance = Relevance.of(RATINGS, 4, 0.25);
        assertThat(relevance.value(0)).isEqualTo(1);
        assertThat(relevance.value(1)).isEqualTo(1);
        assertThat(relevance.value(2)).isEqualTo(0.25f);
        assertThat(relevance.value(3)).isEqualTo(1 / 32f);
    }

    @Test
    void dropsLowRatingsWithoutAWeight() {
        RatingMatrix relevance = Relevance.of(RATINGS, 4, 0);
        assertThat(relevance.size()).isEqualTo(2);
        assertThat(relevance.value(1)).isEqualTo(1);
    }

    @Test
    void countsAllRatingsAlikeWithTheWeightOne() {
        assertThat(Relevance.of(RATINGS, 4, 1).value(3)).isEqualTo(1);
    }
}
