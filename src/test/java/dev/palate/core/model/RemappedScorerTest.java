package dev.palate.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.matrix.SparseVector;
import org.junit.jupiter.api.Test;

class RemappedScorerTest {

    /** Scores an item by its number, and by ten times the rating if the user has rated it. */
    private static final ItemScorer SCORER = new ItemScorer() {
        @Override
        public int itemCount() {
            return 3;
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            for (int item = 0; item < 3; item++) {
                scores[item] = item;
            }
            for (int k = 0; k < foldIn.size(); k++) {
                scores[foldIn.index(k)] += 10 * foldIn.value(k);
            }
        }
    };

    @Test
    void mapsRatingsAndScoresAndRanksUnknownItemsLast() {
        ItemScorer remapped = RemappedScorer.of(SCORER, new int[] {2, -1, 0, 1});
        float[] scores = new float[4];

        remapped.score(SparseVector.of(new int[] {0, 1, 2}, new float[] {1, 5, 3}), scores);

        assertThat(remapped.itemCount()).isEqualTo(4);
        assertThat(scores).containsExactly(12, Float.NEGATIVE_INFINITY, 30, 1);
    }

    @Test
    void isTheScorerItselfForEqualColumns() {
        assertThat(RemappedScorer.of(SCORER, new int[] {0, 1, 2})).isSameAs(SCORER);
    }
}
