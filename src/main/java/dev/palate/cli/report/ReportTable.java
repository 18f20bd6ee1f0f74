package dev.palate.cli.report;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.metrics.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report as text: a line for each metric, a column for each algorithm. */
final class ReportTable {

    private ReportTable() {}

    static String of(ProtocolReport report) {
        String heading = String.format(
                Locale.ROOT,
                "Protocol %s, seed %d, threshold %s: %d users for training, %d measured, %d skipped.%n%s%n"
                        + "Mean over users, with its 95%% bootstrap interval in brackets.%n%n",
                report.protocol(),
                report.splitSeed(),
                report.threshold(),
                report.trainUsers(),
                report.testUsers(),
                report.skippedUsers(),
                report.note());
        List<String[]> rows = rows(report);
        return heading + TextColumns.of(rows);
    }

    private static List<String[]> rows(ProtocolReport report) {
        List<String[]> rows = new ArrayList<>();
        rows.add(row("", report.results().stream().map(AlgorithmResult::algorithm)));
        Set<String> metrics = new LinkedHashSet<>();
        report.results().forEach(result -> metrics.addAll(result.metrics().keySet()));
        for (String metric : metrics) {
            rows.add(row(
                    metric,
                    report.results().stream()
                            .map(result -> value(result.metrics().get(metric)))));
        }
        rows.add(row(
                "seconds",
                report.results().stream().map(result -> String.format(Locale.ROOT, "%.1f", result.trainSeconds()))));
        return rows;
    }

    private static String[] row(String name, Stream<String> cells) {
        return Stream.concat(Stream.of(name), cells).toArray(String[]::new);
    }

    static String value(@Nullable Estimate estimate) {
        if (estimate == null) {
            return "-";
        }
        return estimate.low() == estimate.high()
                ? String.format(Locale.ROOT, "%.4f", estimate.mean())
                : String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", estimate.mean(), estimate.low(), estimate.high());
    }
}
