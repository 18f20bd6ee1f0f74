package dev.palate.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** By hand: the ranking is items 0, 1, 2, 3, 4; held out are 1, 3 and 9; discounts are 1, .6309, .5, .4307, .3869. */
class RankingMetricsTest {

    private static final double LOG3 = 1 / (Math.log(3) / Math.log(2));
    private static final double LOG5 = 1 / (Math.log(5) / Math.log(2));

    private final Ranking ranking = TopN.select(new float[] {9, 8, 7, 6, 5}, 5, item -> true);
    private final SparseVector heldOut = items(1, 3, 9);

    @Test
    void ndcgCutsTheIdealAtTheFewerOfKAndHeldOut() {
        assertThat(RankingMetrics.ndcg(ranking, heldOut, 5)).isCloseTo((LOG3 + LOG5) / (1 + LOG3 + 0.5), within(1e-12));
        assertThat(RankingMetrics.ndcg(ranking, heldOut, 2)).isCloseTo(LOG3 / (1 + LOG3), within(1e-12));
        assertThat(RankingMetrics.ndcg(ranking, items(0, 1), 2)).isEqualTo(1);
    }

    @Test
    void recallDividesByTheFewerOfKAndHeldOut() {
        assertThat(RankingMetrics.recall(ranking, heldOut, 2)).isEqualTo(0.5);
        assertThat(RankingMetrics.recall(ranking, heldOut, 5)).isEqualTo(2 / 3.0);
    }

    @Test
    void hitRateRequiresOneHit() {
        assertThat(RankingMetrics.hitRate(ranking, heldOut, 1)).isZero();
        assertThat(RankingMetrics.hitRate(ranking, heldOut, 2)).isEqualTo(1);
    }

    @Test
    void averagePrecisionMeansThePrecisionsAtHits() {
        assertThat(RankingMetrics.averagePrecision(ranking, heldOut, 5))
                .isCloseTo((1 / 2.0 + 2 / 4.0) / 3, within(1e-12));
    }

    @Test
    void reciprocalRankCountsTheWholeCatalogueWithoutTheFoldIn() {
        float[] scores = {0, 5, 4, 4, 3, 9};
        // Without item 5 the order is 1, 2, 3, 4, 0; item 3 ties with item 2 and comes after it.
        assertThat(RankingMetrics.reciprocalRank(scores, 0, 6, items(5), items(3, 4)))
                .isEqualTo(1 / 3.0);
        assertThat(RankingMetrics.reciprocalRank(scores, 1, 5, items(), items(4)))
                .isEqualTo(1);
    }

    @Test
    void isZeroIfNothingIsHeldOutOrRanked() {
        Ranking empty = TopN.select(new float[0], 5, item -> true);
        for (SparseVector none : List.of(items(), heldOut)) {
            assertThat(RankingMetrics.ndcg(empty, none, 5)).isZero();
            assertThat(RankingMetrics.recall(empty, none, 5)).isZero();
            assertThat(RankingMetrics.averagePrecision(empty, none, 5)).isZero();
        }
        assertThat(RankingMetrics.reciprocalRank(new float[1], 0, 1, items(), items()))
                .isZero();
    }

    @Test
    void noveltyIsBitsOfTheItemsShareOfUsers() {
        // Item counts 4, 2, 1, 0 of 4 users: 0, 1 and 2 bits; the item without users counts as having one.
        PopularityMetrics popularity =
                PopularityMetrics.of(RatingMatrix.of(4, List.of(items(0, 1, 2), items(0, 1), items(0), items(0))));
        Ranking three = TopN.select(new float[] {9, 8, 7, 6}, 4, item -> true);
        assertThat(popularity.novelty(three, 3)).isCloseTo(1, within(1e-12));
        assertThat(popularity.novelty(three, 4)).isCloseTo(5 / 4.0, within(1e-12));
        // Percentiles 87.5, 62.5, 37.5, 12.5: the share below plus half of the item's own.
        assertThat(popularity.percentile(three, 2)).isEqualTo(75);
        assertThat(popularity.percentile(three, 4)).isEqualTo(50);
    }

    @Test
    void diversityIsTheMeanDistanceOfAllPairs() {
        ItemCategories categories =
                ItemCategories.of(List.of(Set.of("a", "b"), Set.of("b"), Set.of("c"), Set.<String>of(), Set.of("a")));
        assertThat(categories.distance(0, 1)).isEqualTo(0.5);
        assertThat(categories.distance(3, 3)).isEqualTo(1);
        // Pairs of items 0, 1, 2: .5, 1, 1.
        assertThat(categories.diversity(ranking, 3)).isCloseTo(2.5 / 3, within(1e-12));
        assertThat(categories.diversity(ranking, 1)).isZero();
    }

    /**
     * The user likes items 0 (a and b) and 1 (b): p is 1/4 and 3/4. The list of items 0, 1, 2 has the shares 1/6, 1/2 and 1/3, so the
     * divergence is 1/4 ln(1/4 / (.99 / 6 + .01 / 4)) + 3/4 ln(3/4 / (.99 / 2 + .01 * 3 / 4)).
     */
    @Test
    void calibrationIsTheDivergenceOfTheCategories() {
        ItemCategories categories =
                ItemCategories.of(List.of(Set.of("a", "b"), Set.of("b"), Set.of("c"), Set.<String>of(), Set.of("a")));
        double expected = 0.25 * Math.log(0.25 / (0.99 / 6 + 0.0025)) + 0.75 * Math.log(0.75 / (0.495 + 0.0075));
        assertThat(categories.calibration(items(0, 1), ranking, 3)).isCloseTo(expected, within(1e-12));
        assertThat(categories.calibration(items(0, 1), ranking, 2)).isCloseTo(0, within(1e-12));
        // No category of the list: -ln(.01). Nothing that the user likes has categories: 0.
        assertThat(categories.calibration(items(2), ranking, 2)).isCloseTo(-Math.log(0.01), within(1e-12));
        assertThat(categories.calibration(items(3), ranking, 2)).isZero();
        assertThat(categories.calibration(items(), ranking, 2)).isZero();
    }

    @Test
    void popularityIsTheShareOfTheTrainingUsers() {
        PopularityMetrics popularity =
                PopularityMetrics.of(RatingMatrix.of(4, List.of(items(0, 1, 2), items(0, 1), items(0), items(0))));
        Ranking three = TopN.select(new float[] {9, 8, 7, 6}, 4, item -> true);
        assertThat(popularity.popularity(three, 2)).isEqualTo(0.75);
        assertThat(popularity.popularity(items(1, 2))).isEqualTo(0.375);
        assertThat(popularity.popularity(items())).isZero();
    }

    private static SparseVector items(int... items) {
        return SparseVector.of(items, new float[items.length]);
    }
}
