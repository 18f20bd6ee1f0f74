package dev.palate.demo;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.metrics.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model compared with the baselines under one protocol, one line per algorithm. */
final class EvaluationTable {

    private static final List<String> METRICS = List.of("ndcg@20", "recall@20", "ndcg@100", "mse");

    private EvaluationTable() {}

    static String render(ProtocolReport report) {
        List<String> metrics = METRICS.stream()
                .filter(metric -> report.results().stream()
                        .anyMatch(result -> result.metrics().containsKey(metric)))
                .toList();
        StringBuilder table = new StringBuilder(line(report.protocol(), metrics.stream()));
        for (AlgorithmResult result : report.results()) {
            table.append(line(
                    "  " + result.algorithm(),
                    metrics.stream().map(metric -> figure(result.metrics().get(metric)))));
        }
        return table.toString();
    }

    private static String line(String name, Stream<String> figures) {
        return figures.map("%11s"::formatted)
                .collect(Collectors.joining("", "%-24s".formatted(name), System.lineSeparator()));
    }

    private static String figure(@Nullable Estimate value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value.mean());
    }
}
