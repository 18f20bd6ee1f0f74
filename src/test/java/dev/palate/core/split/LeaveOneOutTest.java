package dev.palate.core.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeaveOneOutTest {

    @Test
    void testsOnTheLatestAndValidatesOnTheSecondLatest() {
        TimedRatings timed = timed(new long[] {30, 10, 20, 5, 7, 7, 1}, new int[] {0, 1, 2, 3}, new int[] {0, 2, 3});
        EvaluationSplit split = LeaveOneOut.split(timed, 0);
        assertThat(split.test().heldOut().row(0).indexes()).containsExactly(0);
        assertThat(split.validation().heldOut().row(0).indexes()).containsExactly(2);
        assertThat(split.train().row(0).indexes()).containsExactly(1, 3);
        assertThat(split.test().foldIn().row(0).indexes()).containsExactly(1, 2, 3);
        // User 1 rated items 0 and 2 at the same time: the higher index counts as later.
        assertThat(split.test().heldOut().row(1).indexes()).containsExactly(2);
        assertThat(split.validation().heldOut().row(1).indexes()).containsExactly(0);
        assertThat(split.train().row(1).indexes()).containsExactly(3);
    }

    @Test
    void ranksEachFoldInByItsOwnLatestRating() {
        EvaluationSplit split = LeaveOneOut.split(timed(new long[] {30, 10, 20, 5}, new int[] {0, 1, 2, 3}), 0);
        // The validation folds the items 1 and 3 in, the test also item 2, which is later than these.
        assertThat(ranks(split.validation().foldIn())).containsExactly(0, 1);
        assertThat(ranks(split.test().foldIn())).containsExactly(1, 0, 2);
        assertThat(ranks(split.withoutValidation().test().foldIn())).containsExactly(1, 0, 2);
        assertThat(ranks(split.test().first(1).foldIn())).containsExactly(1, 0, 2);
    }

    @Test
    void ranksNothingInASplitWithoutTimes() {
        RatingMatrix ratings =
                RatingMatrix.of(4, List.of(SparseVector.of(new int[] {0, 1, 2, 3}, new float[] {5, 5, 5, 5})));
        assertThat(EvaluationSplit.predefined(ratings, ratings, ratings, 4)
                        .test()
                        .foldIn()
                        .hasRanks())
                .isFalse();
    }

    private static int[] ranks(RatingMatrix ratings) {
        assertThat(ratings.hasRanks()).isTrue();
        return IntStream.range(0, ratings.size()).map(ratings::rank).toArray();
    }

    @Test
    void removesUsersAndItemsUntilAllHaveEnoughRatings() {
        // Item 3 has one rating; without it user 2 has one; without user 2 item 0 has two still.
        TimedRatings timed = timed(new long[] {1, 2, 3, 4, 5, 6}, new int[] {0, 1}, new int[] {0, 1}, new int[] {0, 3});
        TimedRatings core = LeaveOneOut.core(timed, 2);
        assertThat(core.ratings().rowCount()).isEqualTo(2);
        assertThat(core.ratings().row(1).indexes()).containsExactly(0, 1);
        assertThat(core.ratings().columnCount()).isEqualTo(4);
        assertThat(core.time(3)).isEqualTo(4);
        assertThat(LeaveOneOut.core(timed, 3).ratings().rowCount()).isZero();
    }

    private static TimedRatings timed(long[] times, int[]... rows) {
        List<SparseVector> vectors = List.of(rows).stream()
                .map(items -> SparseVector.of(items, new float[items.length]))
                .toList();
        return new TimedRatings(RatingMatrix.of(4, vectors), times);
    }
}
