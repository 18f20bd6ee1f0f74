package dev.palate.model;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.ProtocolReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versions in service beside the baselines, measured under one protocol.
 *
 * @param report what was measured and how, with the baselines' results only; null where nothing is in service
 * @param models one for each version in service that was measured under that protocol
 */
public record ModelComparison(@Nullable ProtocolReport report, List<Row> models) {

    /**
     * A version in service.
     *
     * @param sameSplit whether it was measured on the very users of {@code report}; if not, its numbers and the baselines'
     *     compare only roughly
     */
    public record Row(int version, boolean sameSplit, AlgorithmResult result) {}
}
