package dev.palate.recommendation.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiversityTest {

    private static final float[] SCORES = {4, 3, 2, 0};
    private static final List<List<String>> CATEGORIES =
            List.of(List.of("Action", "War"), List.of("Action"), List.of("Drama"), List.of("War"));

    @Test
    void keepsTheOrderOfTheScoresAtZero() {
        assertThat(Diversity.pick(SCORES, CATEGORIES, 0, 4)).containsExactly(0, 1, 2, 3);
    }

    /**
     * Relevance is 1, 3/4, 1/2, 0. After item 0 the values at 0.5 are 0.375 - 0.25 = 0.125 for item 1 (similarity 1/2),
     * 0.25 for item 2 (nothing in common) and 0 - 0.25 for item 3.
     */
    @Test
    void prefersItemsThatDifferFromTheListSoFar() {
        assertThat(Diversity.pick(SCORES, CATEGORIES, 0.5, 4)).containsExactly(0, 2, 1, 3);
    }

    @Test
    void considersOnlyCategoriesAtOneAndBreaksTiesByScore() {
        assertThat(Diversity.pick(SCORES, CATEGORIES, 1, 4)).containsExactly(0, 2, 1, 3);
    }

    @Test
    void picksNoMoreThanThePoolHolds() {
        assertThat(Diversity.pick(new float[] {1}, List.of(List.of()), 0.3, 5)).containsExactly(0);
    }

    @Test
    void treatsEqualScoresAsEquallyRelevant() {
        float[] equal = {2, 2, 2};
        List<List<String>> categories = List.of(List.of("A"), List.of("A"), List.of("B"));
        assertThat(Diversity.pick(equal, categories, 0.1, 3)).containsExactly(0, 2, 1);
    }

    @Test
    void measuresJaccardSimilarity() {
        assertThat(Diversity.jaccard(new int[] {0, 1, 2}, new int[] {1, 2, 5})).isEqualTo(0.5);
        assertThat(Diversity.jaccard(new int[] {}, new int[] {})).isZero();
    }
}
