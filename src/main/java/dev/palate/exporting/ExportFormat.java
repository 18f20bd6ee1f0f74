package dev.palate.exporting;

/** The formats of exports, all in UTF-8 with one row per line. */
public enum ExportFormat {
    /** RFC 4180 with a header line. */
    CSV("%s", "format csv, header"),
    /**
     * One JSON object per line. PostgreSQL's text format would escape the backslashes of JSON; its CSV format writes text
     * unchanged if it contains neither the quote nor the delimiter, and JSON contains neither of these two characters.
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
