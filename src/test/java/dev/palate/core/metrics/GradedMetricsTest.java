package dev.palate.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.ReferenceValues;
import dev.palate.core.matrix.SparseVector;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GradedMetricsTest {

    @Test
    void agreesWithScikitLearnTiesIncluded() {
        JsonNode cases = ReferenceValues.read("metric_cases.json").get("cases");
        assertThat(cases.size()).isGreaterThan(5);
        for (JsonNode one : cases) {
            int k = one.get("k").asInt();
            int users = one.get("ratings").size();
            double ndcg = 0;
            double recall = 0;
            for (int user = 0; user < users; user++) {
                float[] scores = floats(one.get("scores").get(user));
                SparseVector ratings = sparse(floats(one.get("ratings").get(user)));
                ndcg += GradedMetrics.ndcg(scores, 0, scores.length, ratings, k) / users;
                recall += GradedMetrics.recall(scores, 0, scores.length, ratings, k) / users;
            }
            assertThat(ndcg).isCloseTo(one.get("ndcg").asDouble(), within(1e-9));
            if (!one.get("ties").asBoolean()) {
                assertThat(recall).isCloseTo(one.get("recall").asDouble(), within(1e-9));
            }
        }
    }

    @Test
    void givesTiedItemsTheMeanGainOfTheirPositions() {
        // Scores 1, 1, 0 and ratings 3, 0, 0 at k = 1: mean gain 1.5 at rank 1, ideal 3.
        SparseVector ratings = SparseVector.of(new int[] {0}, new float[] {3});
        assertThat(GradedMetrics.ndcg(new float[] {1, 1, 0}, 0, 3, ratings, 1)).isEqualTo(0.5);
        assertThat(GradedMetrics.ndcg(new float[] {0f, -0f, -1}, 0, 3, ratings, 1))
                .isEqualTo(0.5);
    }

    @Test
    void breaksTiesOfRecallByItemIndex() {
        SparseVector ratings = SparseVector.of(new int[] {1, 2}, new float[] {3, 1});
        // The best two of equal scores are items 0 and 1: 3 of 4 rating points.
        assertThat(GradedMetrics.recall(new float[] {7, 1, 1, 1}, 1, 3, ratings, 2))
                .isEqualTo(0.75);
    }

    @Test
    void isZeroWithoutRatings() {
        assertThat(GradedMetrics.ndcg(new float[2], 0, 2, SparseVector.empty(), 5))
                .isZero();
        assertThat(GradedMetrics.recall(new float[2], 0, 2, SparseVector.empty(), 5))
                .isZero();
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.get(i).asDouble();
        }
        return values;
    }

    private static SparseVector sparse(float[] row) {
        int[] items = IntStream.range(0, row.length).filter(i -> row[i] != 0).toArray();
        float[] values = new float[items.length];
        for (int k = 0; k < items.length; k++) {
            values[k] = row[items[k]];
        }
        return SparseVector.of(items, values);
    }
}
