package dev.palate.core.evaluation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of one experiment. It consists of JDK types, so it can be stored and published as JSON.
 *
 * @param protocols the experiment's own protocol first
 * @param selection the contenders among which the model was chosen; null if the order named its algorithm
 */
public record EvaluationReport(
        List<ProtocolReport> protocols, @Nullable SelectionReport selection) {

    public EvaluationReport {
        protocols = List.copyOf(protocols);
    }

    /** Of a model whose algorithm the order named. */
    public static EvaluationReport of(List<ProtocolReport> protocols) {
        return new EvaluationReport(protocols, null);
    }

    public EvaluationReport with(SelectionReport newSelection) {
        return new EvaluationReport(protocols, newSelection);
    }

    public Optional<ProtocolReport> find(Protocol protocol) {
        return protocols.stream()
                .filter(report -> report.protocol().equals(protocol.id()))
                .findFirst();
    }
}
