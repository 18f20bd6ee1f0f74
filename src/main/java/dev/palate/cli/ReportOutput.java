package dev.palate.cli;

import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.core.evaluation.ProtocolReport;
import java.io.PrintWriter;
import java.util.Objects;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints reports, as JSON or as tables. */
record ReportOutput(PrintWriter out, boolean json) {

    void print(ProtocolReport report) {
        out.println(json ? json(report) : ReportTable.of(report));
    }

    /** The selection of an automatic choice, and all contenders on the test data. */
    void print(EvaluationReport report) {
        String selection = SelectionTable.of(Objects.requireNonNull(report.selection()));
        String test = ReportTable.of(report.protocols().get(0));
        out.println(json ? json(report) : "%s%n%n%s".formatted(selection, test));
    }

    private static String json(Object report) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(report);
    }
}
