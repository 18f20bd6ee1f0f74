package dev.palate.demo;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.metrics.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A model beside the baselines under one protocol, one line each. */
final class EvaluationTable {

    private static final List<String> METRICS = List.of("ndcg@20", "recall@20", "ndcg@100", "mse");

    private static final int NAME_WIDTH = 24;

    private EvaluationTable() {}

    static List<String> render(ProtocolReport report) {
        List<String> lines = new ArrayList<>();
        StringBuilder heading = new StringBuilder(TextColumns.fit(report.protocol(), NAME_WIDTH));
        List<String> shown = METRICS.stream()
                .filter(metric -> report.results().stream()
                        .anyMatch(result -> result.metrics().containsKey(metric)))
                .toList();
        shown.forEach(metric -> heading.append("%11s".formatted(metric)));
        lines.add(heading.toString());
        for (AlgorithmResult result : report.results()) {
            lines.add(row(result, shown));
        }
        return lines;
    }

    private static String row(AlgorithmResult result, List<String> metrics) {
        StringBuilder line = new StringBuilder(TextColumns.fit("  " + result.algorithm(), NAME_WIDTH));
        for (String metric : metrics) {
            Estimate value = result.metrics().get(metric);
            line.append(value == null ? "%11s".formatted("-") : String.format(Locale.ROOT, "%11.4f", value.mean()));
        }
        return line.toString();
    }
}
