package dev.palate.ratingfile.text;

import org.jspecify.annotations.Nullable;

/**
 * How a text is written. What is null is recognised from the file.
 *
 * @param encoding the name of a character set; UTF-8 when absent
 * @param delimiter between the columns of CSV: the text itself, {@code tab} or {@code space}
 * @param header whether the first record of CSV names the columns
 */
public record TextOptions(
        @Nullable FileFormat format,
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable Boolean header) {

    /** Everything is recognised from the file. */
    public static final TextOptions NONE = new TextOptions(null, null, null, null);

    public TextOptions withEncoding(String other) {
        return new TextOptions(format, other, delimiter, header);
    }
}
