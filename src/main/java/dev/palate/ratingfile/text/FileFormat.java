package dev.palate.ratingfile.text;

/** The kinds of text that records are written in. */
public enum FileFormat {
    /** Delimited columns, with any delimiter. */
    CSV,
    /** One JSON object a line. */
    NDJSON
}
