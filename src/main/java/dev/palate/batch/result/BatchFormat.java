package dev.palate.batch.result;

import java.util.Locale;

/** The formats of a result, both in UTF-8 with whole lines and compressed with gzip. */
public enum BatchFormat {
    /** One JSON object per user. */
    NDJSON,
    /** RFC 4180 with a header line and one line per item. */
    CSV;

    /** The end of a file name, without that of the compression. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
