package dev.palate.cli.report;

import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.evaluation.SelectionReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints and writes reports. */
public record ReportOutput(EvaluationSummary summary, EvaluationOrigin origin) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Prints tables, or JSON. */
    public void print(PrintWriter out, boolean json) {
        out.println(json ? json() : text());
    }

    /** Writes one HTML file. */
    public void writeHtml(Path file) {
        try {
            Files.writeString(file, HtmlReport.of(summary, origin));
        } catch (IOException e) {
            throw new UncheckedIOException("--html " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private String text() {
        Stream<String> reports = summary.hasSeveral()
                ? Stream.of(SeedTable.of(summary))
                : summary.splits().stream().flatMap(ReportOutput::tables);
        return Stream.concat(reports, Stream.of(SignificanceTable.of(summary)))
                .filter(table -> !table.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    private static Stream<String> tables(EvaluatedSplit split) {
        SelectionReport selection = split.selection();
        String test = ReportTable.of(split.report());
        return selection == null ? Stream.of(test) : Stream.of(SelectionTable.of(selection), test);
    }

    /** One split is the report itself, with further fields; several are the list {@code reports}. */
    private String json() {
        ObjectNode node = summary.hasSeveral() ? JSON.createObjectNode() : report(summary.first());
        if (summary.hasSeveral()) {
            node.set("reports", JSON.valueToTree(summary.splits().stream().map(ReportOutput::report).toList()));
            node.set("metrics", JSON.valueToTree(summary.metrics()));
            node.put("users", summary.usersNote());
        }
        node.set("significance", JSON.valueToTree(summary.significance()));
        node.set("breakdowns", JSON.valueToTree(summary.breakdowns()));
        node.set("origin", JSON.valueToTree(origin));
        return JSON.writeValueAsString(node);
    }

    private static ObjectNode report(EvaluatedSplit split) {
        ProtocolReport report = split.report();
        SelectionReport selection = split.selection();
        ObjectNode node = JSON.valueToTree(
                selection == null ? report : EvaluationReport.of(List.of(report)).with(selection));
        node.set("curves", JSON.valueToTree(split.curves()));
        return node;
    }
}
