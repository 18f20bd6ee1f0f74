package dev.palate.exporting;

/** How rows are written: UTF-8, one row a line. */
public enum ExportFormat {
    /** RFC 4180 with a header line. */
    CSV("%s", "format csv, header"),
    /**
     * One JSON object a line. PostgreSQL's text format would escape the backslashes of JSON; its CSV format writes text as
     * it is when it holds neither quote nor delimiter, and JSON never holds these two characters.
     */
    NDJSON("select row_to_json(exported) from (%s) exported", "format csv, quote E'\\x01', delimiter E'\\x02'");

    private final String query;
    private final String options;

    ExportFormat(String query, String options) {
        this.query = query;
        this.options = options;
    }

    String copy(String select) {
        return "copy (" + query.formatted(select) + ") to stdout (" + options + ")";
    }
}
