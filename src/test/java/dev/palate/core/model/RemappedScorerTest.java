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
    void keepsTheRecencyRanksOfKnownItems() {
        SparseVector[] seen = new SparseVector[1];
        ItemScorer scorer = new ItemScorer() {
            @Override
            public int itemCount() {
                return 3;
            }

            @Override
            public boolean usesRecency() {
                return true;
            }

            @Override
            public void score(SparseVector foldIn, float[] scores) {
                seen[0] = foldIn;
            }
        };
        ItemScorer remapped = RemappedScorer.of(scorer, new int[] {2, -1, 0, 1});
        remapped.score(
                SparseVector.of(new int[] {0, 1, 2}, new float[] {1, 5, 3}, new long[] {30, 20, 10}), new float[4]);
        assertThat(remapped.usesRecency()).isTrue();
        assertThat(seen[0].indexes()).containsExactly(0, 2);
        assertThat(seen[0].rank(0)).isEqualTo(2);
        assertThat(seen[0].rank(1)).isZero();
    }

    @Test
    void isTheScorerItselfForEqualColumns() {
        assertThat(RemappedScorer.of(SCORER, new int[] {0, 1, 2})).isSameAs(SCORER);
    }
}
