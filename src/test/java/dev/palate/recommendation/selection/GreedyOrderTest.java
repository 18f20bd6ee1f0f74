package dev.palate.recommendation.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.catalogue.Item;
import dev.palate.recommendation.query.ListOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GreedyOrderTest {

    private static final float[] SCORES = {4, 3, 2, 0};
    private static final List<List<String>> CATEGORIES =
            List.of(List.of("Action", "War"), List.of("Action"), List.of("Drama"), List.of("War"));

    @Test
    void keepsTheOrderOfTheScoresAtZero() {
        assertThat(pick(SCORES, CATEGORIES, 0, 4)).containsExactly(0, 1, 2, 3);
    }

    /**
     * Relevance is 1, 3/4, 1/2, 0. After item 0 the values at 0.5 are 0.375 - 0.25 = 0.125 for item 1 (similarity 1/2),
     * 0.25 for item 2 (nothing in common) and 0 - 0.25 for item 3.
     */
    @Test
    void prefersItemsThatDifferFromTheListSoFar() {
        assertThat(pick(SCORES, CATEGORIES, 0.5, 4)).containsExactly(0, 2, 1, 3);
    }

    @Test
    void considersOnlyCategoriesAtOneAndBreaksTiesByScore() {
        assertThat(pick(SCORES, CATEGORIES, 1, 4)).containsExactly(0, 2, 1, 3);
    }

    @Test
    void picksNoMoreThanThePoolHolds() {
        assertThat(pick(new float[] {1}, List.of(List.of()), 0.3, 5)).containsExactly(0);
    }

    @Test
    void treatsEqualScoresAsEquallyRelevant() {
        float[] equal = {2, 2, 2};
        List<List<String>> categories = List.of(List.of("A"), List.of("A"), List.of("B"));
        assertThat(pick(equal, categories, 0.1, 3)).containsExactly(0, 2, 1);
    }

    @Test
    void measuresJaccardSimilarity() {
        assertThat(Similarity.jaccard(new int[] {0, 1, 2}, new int[] {1, 2, 5})).isEqualTo(0.5);
        assertThat(Similarity.jaccard(new int[] {}, new int[] {})).isZero();
    }

    /**
     * The user likes two items of A and one of B, so p is 2/3, 1/3. Relevance is 1, 1/2, 0. With one item of A the divergence is
     * 2/3 ln(2/3 / .9966667) + 1/3 ln(1/3 / .0033333) = 1.266960, with B 2.634889; with A and B it is .057.
     */
    @Test
    void prefersCategoriesThatTheListLacks() {
        float[] scores = {3, 2, 1};
        List<List<String>> categories = List.of(List.of("A"), List.of("A"), List.of("B"));
        List<List<String>> liked = List.of(List.of("A"), List.of("A"), List.of("B"));
        assertThat(pick(scores, categories, liked, new ListOrder(0, 0.5), 3)).containsExactly(0, 2, 1);
        // Of weight .2: .8 / 2 - .2 * 1.267 = .147 for the second A, 0 - .2 * .057 for B.
        assertThat(pick(scores, categories, liked, new ListOrder(0, 0.2), 3)).containsExactly(0, 1, 2);
        assertThat(pick(scores, categories, liked, new ListOrder(0, 1), 3)).containsExactly(0, 2, 1);
    }

    @Test
    void divergenceWithOneItemMoreIsThatOfTheWholeList() {
        CategoryCodes codes = new CategoryCodes();
        int[][] pool = codes(codes, List.of(List.of("A", "B"), List.of("B"), List.of("C", "A", "D"), List.of()));
        int[][] liked = codes(codes, List.of(List.of("A"), List.of("A", "B"), List.of("E")));
        ListCalibration calibration = new ListCalibration(liked, pool);
        for (int picked : new int[] {2, 0, 3, 1}) {
            double[] predicted = IntStream.range(0, pool.length).mapToDouble(calibration::with).toArray();
            calibration.add(picked);
            assertThat(predicted[picked]).isCloseTo(calibration.with(3), within(1e-12));
        }
    }

    @Test
    void keepsTheOrderOfTheScoresForAUserWhoLikesNothing() {
        assertThat(pick(SCORES, CATEGORIES, List.of(), new ListOrder(0, 0.9), 4)).containsExactly(0, 1, 2, 3);
    }

    /** With both, the first item is that of the greatest relevance, and calibration decides about the second one. */
    @Test
    void calibratesTheDiversifiedOrder() {
        float[] scores = {4, 3, 3, 0};
        List<List<String>> categories = List.of(List.of("A"), List.of("A"), List.of("B"), List.of("C"));
        List<List<String>> liked = List.of(List.of("A"));
        assertThat(pick(scores, categories, liked, new ListOrder(0.5, 0), 2)).containsExactly(0, 2);
        assertThat(pick(scores, categories, liked, new ListOrder(0.5, 0.7), 2)).containsExactly(0, 1);
    }

    private static int[] pick(float[] scores, List<List<String>> categories, double diversity, int n) {
        return pick(scores, categories, List.of(), new ListOrder(diversity, 0), n);
    }

    private static int[] pick(
            float[] scores, List<List<String>> categories, List<List<String>> liked, ListOrder order, int n) {
        CategoryCodes codes = new CategoryCodes();
        return GreedyOrder.pick(scores, codes(codes, categories), codes(codes, liked), order, n);
    }

    private static int[][] codes(CategoryCodes codes, List<List<String>> items) {
        return items.stream()
                .map(categories -> codes.of(new Item("id", "title", null, categories)))
                .toArray(int[][]::new);
    }
}
