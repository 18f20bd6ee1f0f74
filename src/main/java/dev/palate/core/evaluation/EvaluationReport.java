package dev.palate.core.evaluation;

import dev.palate.core.metrics.Estimate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The measurements of one experiment. It consists of JDK types, so it can be stored and published as JSON.
 *
 * @param protocols the experiment's own protocol first
 */
public record EvaluationReport(List<ProtocolReport> protocols) {

    public EvaluationReport {
        protocols = List.copyOf(protocols);
    }

    public Optional<ProtocolReport> find(Protocol protocol) {
        return protocols.stream()
                .filter(report -> report.protocol().equals(protocol.id()))
                .findFirst();
    }

    /** The metrics of the trained model under the experiment's own protocol. */
    public Map<String, Estimate> own() {
        return protocols.get(0).results().get(0).metrics();
    }
}
