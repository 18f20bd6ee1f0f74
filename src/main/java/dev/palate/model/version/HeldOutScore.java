package dev.palate.model.version;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.evaluation.ProtocolReport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one number by which versions of an algorithm are compared, measured on users or ratings that were held out.
 *
 * @param metric protocol and metric, {@code strong-generalization ndcg@100}; only equal metrics compare
 * @param popularity the same of the popularity baseline on the same split; null where it was not measured
 */
public record HeldOutScore(
        String metric, double value, @Nullable Double popularity) {

    private static final String POPULARITY = "popularity";
    private static final String RMSE = "rmse";

    /**
     * That of a report's model: NDCG at the largest cut-off under strong generalization, which is what a user of the service
     * sees, or where that was not measured, under the report's own protocol; RMSE where ratings were predicted.
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

    public boolean betterThan(double other) {
        return metric.endsWith(RMSE) ? value < other : value > other;
    }
}
