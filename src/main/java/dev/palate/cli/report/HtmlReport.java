package dev.palate.cli.report;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.detail.Breakdown;
import dev.palate.core.evaluation.detail.Significance;
import dev.palate.core.metrics.Estimate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An evaluation as one HTML file that loads nothing: charts, each with a table of its numbers. */
final class HtmlReport {

    private final EvaluationSummary summary;
    private final EvaluationOrigin origin;
    private final HtmlWriter html = new HtmlWriter();
    private int charts;

    private HtmlReport(EvaluationSummary summary, EvaluationOrigin origin) {
        this.summary = summary;
        this.origin = origin;
    }

    static String of(EvaluationSummary summary, EvaluationOrigin origin) {
        return new HtmlReport(summary, origin).write();
    }

    private String write() {
        ProtocolReport report = summary.first().report();
        html.raw("<!DOCTYPE html>\n")
                .open("html", "lang", "en")
                .open("head")
                .empty("meta", "charset", "utf-8")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .element("title", "Palate evaluation, " + report.protocol())
                .open("style")
                .raw(style())
                .close()
                .close()
                .open("body")
                .open("main")
                .element("h1", "Evaluation: " + report.protocol())
                .element("p", summary.hasSeveral() ? summary.usersNote() : intro(report), "class", "intro")
                .element("p", report.note())
                .element("p", best());
        selection(summary.first().selection());
        accuracy(report);
        significance();
        breakdowns();
        coverage(report);
        curves();
        allMetrics();
        origin();
        return html.close().close().close().toString();
    }

    private static String intro(ProtocolReport report) {
        return "%,d users for training, %,d measured, %,d skipped; threshold %s."
                .formatted(report.trainUsers(), report.testUsers(), report.skippedUsers(), report.threshold());
    }

    private void selection(@Nullable SelectionReport selection) {
        if (selection != null) {
            html.element("h2", "The automatic choice");
            List<String[]> rows = SelectionTable.rows(selection);
            table("Contenders on %d validation users".formatted(selection.validationUsers()), rows);
        }
    }

    private void accuracy(ProtocolReport report) {
        html.element("h2", "Accuracy");
        if (summary.metricNames().contains(summary.criterion())) {
            for (String family : List.of("ndcg", "recall")) {
                List<String> metrics =
                        report.k().stream().map(k -> family + "@" + k).toList();
                GroupChart.write(html, chart(), byMetric(family.equals("ndcg") ? "NDCG by the length of the list" : "Recall by the length of the list", metrics));
            }
        } else {
            List<String> metrics = List.copyOf(summary.metricNames());
            GroupChart.write(html, chart(), byMetric("Errors of the protocol", metrics));
        }
        if (summary.hasSeveral()) {
            SeedTable.metrics(summary)
                    .forEach(metric -> table(metric + " of each seed", SeedTable.rows(summary, metric)));
        }
    }

    private Breakdown byMetric(String title, List<String> metrics) {
        List<Breakdown.Group> groups = new ArrayList<>();
        for (String metric : metrics) {
            Map<String, Estimate> results = new LinkedHashMap<>();
            summary.metrics().forEach((name, ofOne) -> {
                Estimate value = ofOne.get(metric);
                if (value != null) {
                    results.put(name, value);
                }
            });
            groups.add(new Breakdown.Group(metric, 0, results));
        }
        return new Breakdown(title, "", groups);
    }

    private void significance() {
        if (summary.significance().isEmpty()) {
            return;
        }
        html.element("h2", "Are the differences significant?")
                .element(
                        "p",
                        summary.usersNote() + " A difference is significant if its 95% bootstrap interval does not contain 0."
                                + " The best algorithm is the best of this test, which favours it a little.");
        String cut = summary.criterion().substring(summary.criterion().indexOf('@'));
        differences("Paired differences for the longest lists", one -> one.metric().endsWith(cut));
        if (report().k().size() > 1) {
            html.open("details").element("summary", "The same for shorter lists");
            differences("Paired differences for shorter lists", one -> !one.metric().endsWith(cut));
            html.close();
        }
    }

    private void differences(String caption, Predicate<Significance> which) {
        List<String[]> rows = new ArrayList<>();
        rows.add(SignificanceTable.HEADING.toArray(String[]::new));
        summary.significance().stream().filter(which).forEach(one -> rows.add(SignificanceTable.cells(one)));
        table(caption, rows);
    }

    private ProtocolReport report() {
        return summary.first().report();
    }

    /** The best algorithm in a sentence. */
    private String best() {
        String criterion = summary.criterion();
        return summary.metrics().entrySet().stream()
                .filter(entry -> entry.getValue().containsKey(criterion))
                .max(Comparator.comparingDouble(entry -> mean(entry.getValue(), criterion)))
                .map(entry -> "The best %s has %s: %s."
                        .formatted(
                                criterion,
                                entry.getKey(),
                                ReportTable.value(entry.getValue().get(criterion))))
                .orElse("");
    }

    private static double mean(Map<String, Estimate> metrics, String name) {
        Estimate value = metrics.get(name);
        return value == null ? Double.NEGATIVE_INFINITY : value.mean();
    }

    private void breakdowns() {
        List<Breakdown> breakdowns = summary.breakdowns();
        List<String> titles = List.of("By the activity of users", "By the popularity of items", "Which items are recommended");
        for (int at = 0; at < breakdowns.size(); at++) {
            html.element("h2", titles.get(Math.min(at, titles.size() - 1)));
            if (at == 1) {
                html.element(
                        "p",
                        "Head, middle and tail have a third of the training interactions each: few popular items, and"
                                + " many that are rare.");
            }
            GroupChart.write(html, chart(), breakdowns.get(at));
        }
    }

    private void coverage(ProtocolReport report) {
        String coverage = "coverage@" + report.k().get(report.k().size() - 1);
        if (summary.metricNames().contains(coverage)) {
            html.element("h2", "Coverage and accuracy");
            PlotCharts.coverage(html, chart(), summary.metrics(), coverage, summary.criterion());
        }
    }

    private void curves() {
        for (EvaluatedSplit split : summary.splits()) {
            if (!split.curves().isEmpty()) {
                String seed = summary.hasSeveral() ? ", seed " + split.report().splitSeed() : "";
                html.element("h2", "Training" + seed);
                PlotCharts.curves(html, chart(), split.curves(), ChartFrame.Series.of(summary.metrics().keySet()));
            }
        }
    }

    private void allMetrics() {
        html.element("h2", "All metrics");
        List<String[]> rows = new ArrayList<>();
        List<String> names = List.copyOf(summary.metrics().keySet());
        List<String> heading = new ArrayList<>(List.of(""));
        heading.addAll(names);
        rows.add(heading.toArray(String[]::new));
        for (String metric : summary.metricNames()) {
            List<String> row = new ArrayList<>(List.of(metric));
            names.forEach(name -> row.add(ReportTable.value(
                    Objects.requireNonNull(summary.metrics().get(name)).get(metric))));
            rows.add(row.toArray(String[]::new));
        }
        table("Means over users with 95% intervals", rows);
    }

    private void origin() {
        html.element("h2", "Where these figures come from");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"", "value"});
        rows.add(new String[] {"command", origin.command()});
        rows.add(new String[] {"data", String.join(", ", origin.data())});
        rows.add(new String[] {
            "seeds", String.join(", ", origin.seeds().stream().map(String::valueOf).toList())
        });
        rows.add(new String[] {"date", origin.date()});
        rows.add(new String[] {"version", origin.version()});
        rows.add(new String[] {"machine", origin.machine()});
        for (AlgorithmResult result : summary.first().report().results()) {
            rows.add(new String[] {
                result.algorithm(), result.hyperparameters() + ", %.1f s".formatted(result.trainSeconds())
            });
        }
        table("Command, data and settings", rows);
    }

    private void table(String caption, List<String[]> rows) {
        HtmlTable.write(
                html,
                caption,
                Arrays.asList(rows.get(0)),
                rows.subList(1, rows.size()).stream().map(Arrays::asList).toList());
    }

    private String chart() {
        return "chart" + ++charts;
    }

    private static String style() {
        try (InputStream file = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("/evaluation-report.css"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
