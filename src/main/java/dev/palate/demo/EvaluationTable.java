package dev.palate.demo;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.metrics.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A model compared with the baselines under one protocol, one line per algorithm. */
final class EvaluationTable {

    private static final List<String> METRICS = List.of("ndcg@20", "recall@20", "ndcg@100", "mse");

    private static final int NAME_WIDTH = 24;
    private static final int FIGURE_WIDTH = 11;

    private EvaluationTable() {}

    static String render(ProtocolReport report) {
        List<String> metrics = METRICS.stream()
                .filter(metric -> report.results().stream()
                        .anyMatch(result -> result.metrics().containsKey(metric)))
                .toList();
        FigureTable table = new FigureTable(IntStream.rangeClosed(0, metrics.size())
                .map(column -> column == 0 ? NAME_WIDTH : FIGURE_WIDTH)
                .toArray());
        table.add(report.protocol(), metrics.toArray(String[]::new));
        for (AlgorithmResult result : report.results()) {
            table.add(
                    "  " + result.algorithm(),
                    metrics.stream()
                            .map(metric -> figure(result.metrics().get(metric)))
                            .toArray(String[]::new));
        }
        return table.toString();
    }

    private static String figure(@Nullable Estimate value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value.mean());
    }
}
