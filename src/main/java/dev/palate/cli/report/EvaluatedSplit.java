package dev.palate.cli.report;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.detail.UserDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of one split.
 *
 * @param selection of an automatic choice; otherwise null
 * @param details by the name of the algorithm in the report; empty if the protocol measures no rankings
 * @param curves of the algorithms with epochs
 */
public record EvaluatedSplit(
        ProtocolReport report,
        @Nullable SelectionReport selection,
        Map<String, UserDetails> details,
        List<TrainingCurve> curves) {

    /** The name under which what an automatic choice chose is compared over several splits. */
    static final String CHOSEN = "auto";

    /** The results by the name of the algorithm. */
    Map<String, AlgorithmResult> resultsByName() {
        Map<String, AlgorithmResult> results = new LinkedHashMap<>();
        report.results().forEach(result -> results.put(result.algorithm(), result));
        return results;
    }

    /** The results by name, and that of the chosen contender once more as {@value #CHOSEN}. */
    Map<String, AlgorithmResult> resultsWithChosen() {
        Map<String, AlgorithmResult> results = resultsByName();
        AlgorithmResult chosen = results.get(chosen());
        if (chosen != null) {
            results.put(CHOSEN, chosen);
        }
        return results;
    }

    /** The details by name, likewise. */
    Map<String, UserDetails> detailsWithChosen() {
        Map<String, UserDetails> all = new LinkedHashMap<>(details);
        UserDetails chosen = details.get(chosen());
        if (chosen != null) {
            all.put(CHOSEN, chosen);
        }
        return all;
    }

    private String chosen() {
        return selection == null
                ? ""
                : selection.winner().orElseThrow().label();
    }
}
