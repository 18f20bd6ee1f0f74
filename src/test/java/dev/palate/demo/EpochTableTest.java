package dev.palate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.model.version.EpochFigures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpochTableTest {

    @Test
    void showsTheNotebooksFigures() {
        EpochFigures first = new EpochFigures(
                1,
                98700.3874,
                0.1,
                7000,
                Map.of("testLoss", 268948.0625, "ndcg@20", 0.0971, "recall@20", 0.0155, "mse", 0.846));
        assertThat(EpochTable.render(List.of(first)).lines())
                .containsExactly(
                        "epoch      train loss       test loss   NDCG@20  Recall@20       MSE",
                        "    1      98700.3874     268948.0625    0.0971     0.0155    0.8460");
    }

    @Test
    void showsADashForAMetricThatWasNotMeasured() {
        assertThat(EpochTable.render(List.of(new EpochFigures(3, 0.5, 0.1, 7000, Map.of())))
                        .lines())
                .last()
                .asString()
                .matches(" +3 +0\\.5000( +-){4}");
    }
}
