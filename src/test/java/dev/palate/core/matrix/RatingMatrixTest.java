package dev.palate.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatingMatrixTest {

    private final RatingMatrix matrix = RatingMatrix.of(
            4,
            List.of(
                    SparseVector.of(new int[] {3, 0}, new float[] {5, 1}),
                    SparseVector.empty(),
                    SparseVector.of(new int[] {0, 2}, new float[] {4, 2})));

    @Test
    void sortsARowByItem() {
        assertThat(matrix.row(0).indexes()).containsExactly(0, 3);
        assertThat(matrix.row(0).values()).containsExactly(1, 5);
    }

    @Test
    void transposesTwiceToTheOriginal() {
        RatingMatrix byItem = matrix.transpose();
        assertThat(byItem.rowCount()).isEqualTo(4);
        assertThat(byItem.row(0).indexes()).containsExactly(0, 2);
        assertThat(byItem.row(0).values()).containsExactly(1, 4);
        assertThat(byItem.row(1).isEmpty()).isTrue();
        assertThat(byItem.transpose().row(2).values()).containsExactly(4, 2);
    }

    @Test
    void selectsRowsInTheGivenOrder() {
        RatingMatrix selected = matrix.selectRows(new int[] {2, 1});
        assertThat(selected.row(0).values()).containsExactly(4, 2);
        assertThat(selected.row(1).isEmpty()).isTrue();
    }

    @Test
    void itsFirstRowsAreAMatrixOfTheirOwn() {
        RatingMatrix first = matrix.firstRows(2);
        RatingMatrix copied = matrix.selectRows(new int[] {0, 1});
        assertThat(first.rowCount()).isEqualTo(2);
        assertThat(first.size()).isEqualTo(copied.size()).isLessThan(matrix.size());
        assertThat(first.row(0).values()).containsExactly(copied.row(0).values());
        assertThat(first.columnCounts()).containsExactly(copied.columnCounts());
        assertThat(first.transpose().size()).isEqualTo(copied.size());
        assertThat(first.onesAtLeast(0).size()).isEqualTo(copied.size());
        assertThat(first.atLeast(0).size()).isEqualTo(copied.size());
        assertThat(matrix.firstRows(3).size()).isEqualTo(matrix.size());
        assertThat(matrix.firstRows(0).size()).isZero();
        assertThatThrownBy(() -> matrix.firstRows(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void keepsRatingsOfAtLeastTheThreshold() {
        RatingMatrix liked = matrix.atLeast(4);
        assertThat(liked.size()).isEqualTo(2);
        assertThat(liked.row(0).indexes()).containsExactly(3);
    }

    @Test
    void countsRatingsOfAtLeastTheThresholdAsOnes() {
        RatingMatrix liked = matrix.onesAtLeast(4);
        assertThat(liked.isOnes()).isTrue();
        assertThat(liked.row(0).indexes()).containsExactly(3);
        assertThat(liked.row(0).values()).containsExactly(1);
        assertThat(liked.row(1).isEmpty()).isTrue();
        assertThat(liked.row(2).filter(k -> true).values()).containsExactly(1);
        assertThat(liked.transpose().row(3).indexes()).containsExactly(0);
        assertThat(liked.transpose().isOnes()).isTrue();
        assertThat(liked.map(value -> 2 * value).value(0)).isEqualTo(2);
        assertThat(liked.selectRows(new int[] {2}).row(0).values()).containsExactly(1);
        assertThat(matrix.onesAtLeast(1).value(3)).isEqualTo(1);
        assertThat(matrix.onesAtLeast(1).size()).isEqualTo(4);
    }

    @Test
    void findsTheRatingOfAColumn() {
        assertThat(matrix.value(matrix.find(2, 2))).isEqualTo(2);
        assertThat(matrix.find(2, 3)).isNegative();
        assertThat(matrix.find(1, 0)).isNegative();
    }

    @Test
    void leavesOneEntryOut() {
        assertThat(matrix.row(2).without(0).indexes()).containsExactly(2);
        assertThat(matrix.row(2).without(1).values()).containsExactly(4);
    }

    /** Items 1, 3, 4, 6 at the times 20, 30, 20, 10: item 3 is the latest, then 4, whose index is higher than that of 1. */
    private final SparseVector timed =
            SparseVector.of(new int[] {6, 1, 4, 3}, new float[] {1, 2, 3, 4}, new long[] {10, 20, 20, 30});

    @Test
    void ranksEntriesByTheNumberOfLaterOnes() {
        assertThat(timed.indexes()).containsExactly(1, 3, 4, 6);
        assertThat(timed.values()).containsExactly(2, 4, 3, 1);
        assertThat(ranks(timed)).containsExactly(2, 0, 1, 3);
        assertThat(matrix.row(0).hasRanks()).isFalse();
        assertThat(ranks(matrix.row(0))).containsExactly(0, 0);
    }

    @Test
    void keepsRanksInPartsOfARow() {
        assertThat(ranks(timed.filter(k -> timed.value(k) >= 2))).containsExactly(2, 0, 1);
        assertThat(ranks(timed.without(1))).containsExactly(2, 1, 3);
        SparseVector moved = timed.reindexed(item -> item == 3 ? -1 : 10 - item);
        assertThat(moved.indexes()).containsExactly(4, 6, 9);
        assertThat(moved.values()).containsExactly(1, 3, 2);
        assertThat(ranks(moved)).containsExactly(3, 1, 2);
    }

    @Test
    void ranksTheHistoryBeforeTheLatestEntries() {
        assertThat(timed.before(2).indexes()).containsExactly(1, 6);
        assertThat(ranks(timed.before(2))).containsExactly(0, 1);
        assertThat(ranks(timed)).containsExactly(2, 0, 1, 3);
    }

    @Test
    void keepsRanksOfRowsButNotOfColumns() {
        RatingMatrix ranked = RatingMatrix.of(7, List.of(matrix.row(2), timed));
        assertThat(ranks(ranked.row(0))).containsExactly(0, 0);
        assertThat(ranks(ranked.row(1))).containsExactly(2, 0, 1, 3);
        assertThat(ranks(ranked.selectRows(new int[] {1}).row(0))).containsExactly(2, 0, 1, 3);
        assertThat(ranks(ranked.atLeast(2).row(1))).containsExactly(2, 0, 1);
        assertThat(ranks(ranked.map(value -> 1).row(1))).containsExactly(2, 0, 1, 3);
        assertThat(ranked.transpose().hasRanks()).isFalse();
        assertThat(matrix.hasRanks()).isFalse();
    }

    @Test
    void weighsAnEntryByItsRank() {
        assertThat(Relevance.ofRank(3, 0)).isEqualTo(1);
        assertThat(Relevance.ofRank(0, 2)).isEqualTo(1);
        assertThat(Relevance.ofRank(3, 1)).isEqualTo(0.25f);
        assertThat(Relevance.ofRank(3, 0.5)).isEqualTo(0.5f);
    }

    private static int[] ranks(SparseVector row) {
        return IntStream.range(0, row.size()).map(row::rank).toArray();
    }

    @Test
    void refusesArraysThatAreNotAMatrix() {
        assertThatThrownBy(() -> SparseVector.of(new int[] {1, 1}, new float[2]))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> SparseVector.of(new int[] {1}, new float[1], new long[2]))
                .hasMessageContaining("1 indexes but 2 times");
        assertThatThrownBy(() -> RatingMatrix.ofRows(2, new int[] {0, 1}, new int[] {2}, new float[1]))
                .hasMessageContaining("item index 2");
        assertThatThrownBy(() -> RatingMatrix.ofRows(2, new int[] {0, 2}, new int[] {0}, new float[1]))
                .hasMessageContaining("announced");
    }
}
