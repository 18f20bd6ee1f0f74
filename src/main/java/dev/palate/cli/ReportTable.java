package dev.palate.cli;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.metrics.Estimate;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** A report as text: a line for each metric, a column for each algorithm. */
final class ReportTable {

    private static final int CELL = 26;

    private ReportTable() {}

    static String of(ProtocolReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Protocol %s, seed %d, threshold %s: %d users trained on, %d measured, %d skipped.%n%s%n",
                report.protocol(),
                report.splitSeed(),
                report.threshold(),
                report.trainUsers(),
                report.testUsers(),
                report.skippedUsers(),
                report.note()));
        text.append(String.format("Mean over users, and in brackets its 95%% bootstrap interval.%n%n"));
        Set<String> metrics = new LinkedHashSet<>();
        report.results().forEach(result -> metrics.addAll(result.metrics().keySet()));
        int width = metrics.stream().mapToInt(String::length).max().orElse(0);
        text.append(" ".repeat(width));
        report.results().forEach(result -> text.append(cell(result.algorithm())));
        for (String metric : metrics) {
            text.append(System.lineSeparator()).append(metric).append(" ".repeat(width - metric.length()));
            report.results().forEach(result -> text.append(cell(value(result, metric))));
        }
        text.append(System.lineSeparator()).append(String.format("%-" + width + "s", "seconds"));
        report.results()
                .forEach(result -> text.append(cell(String.format(Locale.ROOT, "%.1f", result.trainSeconds()))));
        return text.toString();
    }

    private static String value(AlgorithmResult result, String metric) {
        Estimate estimate = result.metrics().get(metric);
        if (estimate == null) {
            return "-";
        }
        return estimate.low() == estimate.high()
                ? String.format(Locale.ROOT, "%.4f", estimate.mean())
                : String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", estimate.mean(), estimate.low(), estimate.high());
    }

    private static String cell(String text) {
        return "  " + text + " ".repeat(Math.max(0, CELL - text.length()));
    }
}
