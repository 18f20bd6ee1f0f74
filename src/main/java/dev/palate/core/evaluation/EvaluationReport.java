package dev.palate.core.evaluation;

import java.util.List;
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
}
