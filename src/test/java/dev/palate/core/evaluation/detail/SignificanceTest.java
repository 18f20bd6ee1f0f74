package dev.palate.core.evaluation.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.metrics.Bootstrap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignificanceTest {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 1);

    private static UserDetails users(double... values) {
        return new UserDetails(new int[values.length], Map.of("ndcg@2", values), List.of());
    }

    private static Map<String, UserDetails> models() {
        Map<String, UserDetails> models = new LinkedHashMap<>();
        models.put("popularity", users(0.1, 0.2, 0.1, 0.2, 0.1, 0.2, 0.1, 0.2));
        models.put("vae", users(0.5, 0.6, 0.5, 0.6, 0.5, 0.6, 0.5, 0.6));
        models.put("ease", users(0.4, 0.7, 0.4, 0.7, 0.4, 0.7, 0.4, 0.6));
        return models;
    }

    @Test
    void comparesWithTheBestBaselineAndWithTheBestModel() {
        List<Significance> all = Significance.of(models(), "ndcg@2", Set.of("popularity", "ease"), BOOTSTRAP);
        assertThat(all)
                .extracting(one -> one.model() + " - " + one.reference())
                .containsExactly("popularity - ease", "vae - ease", "popularity - vae");
        Significance large = all.get(0);
        assertThat(large.difference().mean()).isCloseTo(0.15 - 0.5375, within(1e-12));
        assertThat(large.relative()).isCloseTo((0.15 - 0.5375) / 0.5375, within(1e-12));
        assertThat(large.significant()).isTrue();
        // Every resample is below 0: twice (1 + 0) of 1001.
        assertThat(large.p()).isCloseTo(2 / 1001.0, within(1e-12));
        Significance small = all.get(1);
        assertThat(small.difference().mean()).isCloseTo(0.0125, within(1e-12));
        assertThat(small.significant()).isFalse();
        assertThat(small.p()).isGreaterThan(0.3);
    }

    @Test
    void comparesWithTheFirstModelIfThereIsNoBaseline() {
        assertThat(Significance.of(models(), "ndcg@2", Set.of(), BOOTSTRAP))
                .extracting(one -> one.model() + " - " + one.reference())
                .containsExactly("vae - popularity", "ease - popularity", "ease - vae");
    }

    @Test
    void equalModelsAreNotDifferent() {
        Map<String, UserDetails> same = new LinkedHashMap<>();
        same.put("a", users(0.3, 0.4));
        same.put("b", users(0.3, 0.4));
        Significance one = Significance.of(same, "ndcg@2", Set.of(), BOOTSTRAP).get(0);
        assertThat(one.significant()).isFalse();
        assertThat(one.p()).isEqualTo(1);
    }
}
