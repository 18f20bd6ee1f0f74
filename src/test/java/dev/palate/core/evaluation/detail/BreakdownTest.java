package dev.palate.core.evaluation.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakdownTest {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 1);

    private static final GroupHits HEAD = new GroupHits(
            "head", new double[] {1, 2, 0, 0}, new double[] {2, 2, 1, 1}, new double[] {4, 4, 2, 2}, new double[] {5, 5, 5, 5});

    private static UserDetails users(int[] sizes, double... values) {
        return new UserDetails(sizes, Map.of("ndcg@5", values), List.of(HEAD));
    }

    @Test
    void quartilesKeepUsersWithEqualNumbersTogether() {
        Breakdown activity = Breakdown.byActivity(
                Map.of("ease", users(new int[] {3, 9, 3, 20, 3, 9, 40, 41}, 1, 0.2, 1, 0.4, 1, 0.6, 0.5, 0.7)),
                "ndcg@5",
                BOOTSTRAP);
        assertThat(activity.groups())
                .extracting(Breakdown.Group::name)
                .containsExactly("3 items", "9 items", "20 items", "40 to 41 items");
        assertThat(activity.groups()).extracting(Breakdown.Group::size).containsExactly(3L, 2L, 1L, 2L);
        assertThat(mean(activity.groups().get(0))).isEqualTo(1);
        assertThat(mean(activity.groups().get(1))).isCloseTo(0.4, within(1e-12));
        assertThat(mean(activity.groups().get(3))).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void recallAndExposureAreRatiosOfSumsOverUsers() {
        Map<String, UserDetails> models = Map.of("ease", users(new int[4], 0, 0, 0, 0));
        assertThat(mean(Breakdown.recallByPopularity(models, BOOTSTRAP).groups().get(0)))
                .isEqualTo(0.5);
        assertThat(mean(Breakdown.exposureByPopularity(models, BOOTSTRAP).groups().get(0)))
                .isCloseTo(0.6, within(1e-12));
    }

    @Test
    void poolsUsersOfSeveralSplitsAndAveragesThoseOfOne() {
        UserDetails first = users(new int[] {1, 2, 3, 4}, 0.1, 0.2, 0.3, 0.4);
        UserDetails second = users(new int[] {1, 2, 3, 4}, 0.3, 0.2, 0.1, 0.0);
        UserDetails pooled = UserDetails.pooled(List.of(first, second));
        assertThat(pooled.userCount()).isEqualTo(8);
        assertThat(pooled.valuesOf("ndcg@5")).containsExactly(0.1, 0.2, 0.3, 0.4, 0.3, 0.2, 0.1, 0.0);
        assertThat(pooled.hits().get(0).found()).hasSize(8);
        UserDetails averaged = UserDetails.averaged(List.of(first, second));
        assertThat(averaged.valuesOf("ndcg@5")).containsExactly(new double[] {0.2, 0.2, 0.2, 0.2}, within(1e-12));
        assertThat(averaged.hits().get(0).found()).containsExactly(1, 2, 0, 0);
    }

    private static double mean(Breakdown.Group group) {
        Estimate value = group.results().get("ease");
        assertThat(value).isNotNull();
        return value.mean();
    }
}
