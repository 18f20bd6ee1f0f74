package dev.palate.cli.report;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.metrics.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The results of several seeds as text: for each metric a line for each algorithm and a column for each seed. */
final class SeedTable {

    private SeedTable() {}

    static String of(EvaluationSummary summary) {
        String heading = String.format(
                Locale.ROOT,
                "Protocol %s, %d seeds, threshold %s.%n%s%n%s%n%n",
                summary.first().report().protocol(),
                summary.splits().size(),
                summary.first().report().threshold(),
                summary.first().report().note(),
                summary.usersNote());
        return heading
                + String.join(
                        "\n\n",
                        metrics(summary).stream()
                                .map(metric -> TextColumns.of(rows(summary, metric)))
                                .toList());
    }

    /** Of rankings the accuracy at the longest cut-off; otherwise all metrics. */
    static List<String> metrics(EvaluationSummary summary) {
        String criterion = summary.criterion();
        return summary.metricNames().contains(criterion)
                ? List.of(criterion, criterion.replace("ndcg", "recall"))
                : List.copyOf(summary.metricNames());
    }

    /** The heading, then the algorithms. */
    static List<String[]> rows(EvaluationSummary summary, String metric) {
        Map<String, Map<String, Estimate>> means = summary.metrics();
        List<String[]> rows = new ArrayList<>();
        rows.add(row(
                metric,
                summary.splits().stream().map(split -> "seed " + split.report().splitSeed()),
                Stream.of("mean of seeds", "mean of users [95% interval]")));
        summary.results()
                .forEach((name, results) -> rows.add(row(
                        name,
                        results.stream().map(result -> mean(result, metric)).map(SeedTable::cell),
                        Stream.of(
                                cell(results.stream()
                                        .mapToDouble(result -> mean(result, metric))
                                        .average()
                                        .orElse(Double.NaN)),
                                ReportTable.value(
                                        means.getOrDefault(name, Map.of()).get(metric))))));
        return rows;
    }

    private static double mean(AlgorithmResult result, String metric) {
        Estimate value = result.metrics().get(metric);
        return value == null ? Double.NaN : value.mean();
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String[] row(String name, Stream<String> seeds, Stream<String> means) {
        return Stream.of(Stream.of(name), seeds, means).flatMap(cells -> cells).toArray(String[]::new);
    }
}
