package dev.palate.model.version;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.evaluation.ProtocolReport;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The main figure of a version's report, measured on held-out users or ratings when it was published. It does not compare versions,
 * because each was measured on its own split.
 *
 * @param metric protocol and metric, such as {@code strong-generalization ndcg@100}
 * @param popularity the value of the popularity baseline on the same split; null if it was not measured
 */
@Embeddable
public record HeldOutScore(
        String metric,
        @Column(name = "metric_value") double value,
        @Column(name = "popularity_value") @Nullable Double popularity) {

    private static final String POPULARITY = "popularity";
    private static final String RMSE = "rmse";

    /**
     * The score of a report's model: NDCG at the largest cut-off under strong generalization, which is closest to what a user of
     * the service sees. Without that protocol, the score is that of the report's first protocol: NDCG, or RMSE for predicted
     * ratings.
     */
    public static Optional<HeldOutScore> of(EvaluationReport report) {
        if (report.protocols().isEmpty()) {
            return Optional.empty();
        }
        ProtocolReport protocol = report.find(Protocol.STRONG_GENERALIZATION)
                .orElseGet(() -> report.protocols().get(0));
        String ranking = "ndcg@" + protocol.k().get(protocol.k().size() - 1);
        return of(protocol, ranking).or(() -> of(protocol, RMSE));
    }

    private static Optional<HeldOutScore> of(ProtocolReport protocol, String metric) {
        AlgorithmResult own = protocol.results().get(0);
        if (!own.metrics().containsKey(metric)) {
            return Optional.empty();
        }
        List<AlgorithmResult> baselines =
                protocol.results().subList(1, protocol.results().size());
        Double popularity = baselines.stream()
                .filter(result -> result.algorithm().equals(POPULARITY)
                        && result.metrics().containsKey(metric))
                .map(result -> result.metrics().get(metric).mean())
                .findFirst()
                .orElse(null);
        return Optional.of(new HeldOutScore(
                protocol.protocol() + " " + metric, own.metrics().get(metric).mean(), popularity));
    }
}
