package dev.palate.core.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.metrics.Estimate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeSharesTest {

    private final ComparedContender knn = row("item-knn", 10, 0.5);
    private final ComparedContender dae = row("dae", 100, 0.5);
    private final SelectionReport report = new SelectionReport("ndcg@100", 50, 20, 0, List.of(knn, dae));

    @Test
    void reservesTheBaselinesOfAReport() {
        TimeShares shares = new TimeShares(1200, 1.2, 40, true);
        assertThat(shares.baselines(report)).containsExactly("item-knn");
        // 1.2 * 100 s for the training, 40 * 0.5 s for the measurements, 0.03 * 1200 s for other work, and for the
        // baseline
        // 1.2 * 10 s and 40 * 0.5 s.
        assertThat(shares.reserve(dae, report)).isCloseTo(120 + 20 + 36 + 32, within(1e-9));
    }

    @Test
    void reservesNoBaselinesWithoutAReport() {
        TimeShares shares = new TimeShares(1200, 1.2, 20, false);
        assertThat(shares.baselines(report)).isEmpty();
        assertThat(shares.reserve(dae, report)).isCloseTo(120 + 10 + 36, within(1e-9));
    }

    private static ComparedContender row(String algorithm, double trainSeconds, double measureSeconds) {
        return new ComparedContender(
                algorithm,
                null,
                false,
                Map.of(),
                Map.of("ndcg@100", new Estimate(0.3, 0.2, 0.4)),
                null,
                trainSeconds,
                measureSeconds,
                false,
                "");
    }
}
