package dev.palate.cli.report;

import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The contenders of a selection as text: a line for each. */
final class SelectionTable {

    private SelectionTable() {}

    static String of(SelectionReport report) {
        return String.format(
                        Locale.ROOT,
                        "Contenders on %d validation users, chosen by %s within %s minutes, of which the comparison took %.0f s.%n%n",
                        report.validationUsers(),
                        report.criterion(),
                        report.budgetMinutes(),
                        report.seconds())
                + TextColumns.of(rows(report));
    }

    /** The heading, then the contenders; the chosen one has a star. */
    static List<String[]> rows(SelectionReport report) {
        List<String> metrics = Stream.of("ndcg@20", "recall@20", report.criterion())
                .distinct()
                .filter(metric -> report.contenders().stream()
                        .anyMatch(row -> row.metrics().containsKey(metric)))
                .toList();
        List<String[]> rows = new ArrayList<>();
        rows.add(row(Stream.of("contender"), metrics.stream(), Stream.of("epochs", "seconds", "")));
        report.contenders()
                .forEach(contender -> rows.add(row(
                        Stream.of((contender.chosen() ? "* " : "  ") + contender.label()),
                        metrics.stream()
                                .map(metric ->
                                        ReportTable.value(contender.metrics().get(metric))),
                        remarks(contender))));
        return rows;
    }

    private static Stream<String> remarks(ComparedContender contender) {
        return Stream.of(
                contender.epochs() == null ? "-" : contender.epochs().toString(),
                String.format(Locale.ROOT, "%.1f", contender.trainSeconds()),
                contender.reason());
    }

    private static String[] row(Stream<String> name, Stream<String> metrics, Stream<String> remarks) {
        return Stream.of(name, metrics, remarks).flatMap(cells -> cells).toArray(String[]::new);
    }
}
