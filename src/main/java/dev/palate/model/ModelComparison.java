package dev.palate.model;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.ProtocolReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The active versions and the baselines, measured under one protocol.
 *
 * @param report protocol and results of the baselines; null if no version is active
 * @param models one row for each active version that was measured under that protocol
 */
public record ModelComparison(@Nullable ProtocolReport report, List<Row> models) {

    /**
     * An active version.
     *
     * @param sameSplit whether it was measured on the same users as {@code report}; if not, its metrics and those of the baselines
     *     are only roughly comparable
     */
    public record Row(int version, boolean sameSplit, AlgorithmResult result) {}
}
