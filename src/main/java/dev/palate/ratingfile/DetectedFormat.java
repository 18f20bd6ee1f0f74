package dev.palate.ratingfile;

import dev.palate.ratingfile.text.TextOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file is read, as options would say it: what the caller has given, and what was recognised.
 *
 * @param columns the name of the file's column for each of {@code user}, {@code item}, {@code rating} and
 *     {@code timestamp}, for interactions also {@code type} and {@code value} instead of {@code rating}, or {@code id}, {@code title}, {@code year} and {@code categories}, and {@code hidden}, {@code description},
 *     {@code availableFrom}, {@code availableUntil} and {@code attributes}; without those that it lacks
 * @param timestampFormat null for a file without times
 * @param attributeColumns the columns of single attributes with their types, such as {@code price} and {@code brand:text}
 */
public record DetectedFormat(
        TextOptions text,
        Map<String, String> columns,
        @Nullable String timestampFormat,
        List<String> attributeColumns) {

    /** A file that was inspected before attribute columns were recorded has none. */
    public DetectedFormat {
        attributeColumns = attributeColumns == null ? List.of() : List.copyOf(attributeColumns);
    }

    /** Without columns of attributes. */
    public DetectedFormat(TextOptions text, Map<String, String> columns, @Nullable String timestampFormat) {
        this(text, columns, timestampFormat, List.of());
    }
}
