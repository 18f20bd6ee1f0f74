package dev.palate.cli;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.metrics.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** A report as text: a line for each metric, a column for each algorithm. */
final class ReportTable {

    private static final int GAP = 2;
    private static final int MINIMUM_WIDTH = 26;

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
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns(rows));
        rows.forEach(table::addRowValues);
        return heading + table.toString().stripTrailing();
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

    private static Column[] columns(List<String[]> rows) {
        return IntStream.range(0, rows.get(0).length)
                .mapToObj(column -> {
                    int longest = rows.stream()
                            .mapToInt(row -> row[column].length())
                            .max()
                            .orElse(0);
                    int width = column == 0 ? longest : Math.max(longest, MINIMUM_WIDTH);
                    return new Column(width + GAP, 0, Overflow.TRUNCATE);
                })
                .toArray(Column[]::new);
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
