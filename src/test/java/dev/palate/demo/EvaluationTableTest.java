package dev.palate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.metrics.Estimate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTableTest {

    @Test
    void comparesAModelWithTheBaselines() {
        ProtocolReport report = new ProtocolReport(
                "reconstruction",
                "",
                List.of(20),
                4,
                42,
                754,
                189,
                0,
                List.of(
                        result("vae", Map.of("ndcg@20", Estimate.exact(0.4005), "mse", Estimate.exact(0.6961))),
                        result("popularity", Map.of("ndcg@20", Estimate.exact(0.4015)))));
        assertThat(EvaluationTable.render(report).lines())
                .containsExactly(
                        "reconstruction              ndcg@20        mse",
                        "  vae                        0.4005     0.6961",
                        "  popularity                 0.4015          -");
    }

    private static AlgorithmResult result(String algorithm, Map<String, Estimate> metrics) {
        return new AlgorithmResult(algorithm, null, Map.of(), metrics, 0);
    }
}
