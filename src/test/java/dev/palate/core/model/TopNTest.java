package dev.palate.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.random.CounterRandom;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopNTest {

    @Test
    void ordersByScoreAndThenByItemIndex() {
        float[] scores = {2, 5, 5, 1, 5};
        assertThat(TopN.select(scores, 4, i -> true).items()).containsExactly(1, 2, 4, 0);
    }

    @Test
    void keepsTheSmallerIndexesAmongEqualScores() {
        float[] scores = {3, 3, 3, 3};
        assertThat(TopN.select(scores, 2, i -> true).items()).containsExactly(0, 1);
    }

    @Test
    void givesFewerThanAskedForWhenCandidatesRunOut() {
        float[] scores = {1, 2, 3};
        Ranking ranking = TopN.select(scores, 10, i -> i != 2);
        assertThat(ranking.items()).containsExactly(1, 0);
        assertThat(ranking.score(0)).isEqualTo(2);
    }

    @Test
    void excludesScoresThatAreNotNumbers() {
        float[] scores = {Float.NaN, 1, Float.NEGATIVE_INFINITY};
        assertThat(TopN.select(scores, 3, i -> true).items()).containsExactly(1, 2);
    }

    @Test
    void evaluatesNoCandidateForAnEmptyRanking() {
        assertThat(TopN.select(new float[] {1, 2}, 0, i -> true).size()).isZero();
        assertThat(TopN.select(new float[0], 5, i -> true).size()).isZero();
    }

    @Test
    void agreesWithSortingEverything() {
        for (int round = 0; round < 200; round++) {
            CounterRandom random = CounterRandom.of(1, CounterRandom.Stream.SHUFFLE, round, 0);
            int items = 1 + random.below(0, 60);
            int n = random.below(1, 70);
            float[] scores = new float[items];
            for (int i = 0; i < items; i++) {
                scores[i] = random.below(2 + i, 8); // few values, so that ties are common
            }
            int[] expected = IntStream.range(0, items)
                    .filter(i -> i % 3 != 1)
                    .boxed()
                    .sorted(Comparator.comparing((Integer i) -> -scores[i]).thenComparing(i -> i))
                    .limit(n)
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(TopN.select(scores, n, i -> i % 3 != 1).items()).containsExactly(expected);
        }
    }
}
