package dev.palate.ratingfile;

import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.Records;
import dev.palate.ratingfile.text.TextLayout;
import dev.palate.ratingfile.text.TextOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the first records of a file look like, whether or not it has the expected columns: a preview that changes nothing.
 *
 * @param text format, encoding, delimiter and header, as given or recognised
 * @param columns of the file, or the fields of its first objects
 * @param firstRows the first records, each by the names of its columns
 */
public record Inspection(TextOptions text, List<String> columns, List<Map<String, String>> firstRows) {

    private static final int ROWS = 10;
    private static final int LONGEST_VALUE = 200;

    /**
     * Inspects a file of ratings.
     *
     * @throws RatingFileException if the part is no text or the options are invalid
     */
    public static Inspection ofRatings(FilePart part, ReadOptions options) {
        return of(part, RatingFormat.layout(part, options));
    }

    /**
     * Inspects a file of items.
     *
     * @throws RatingFileException if the part is no text or the options are invalid
     */
    public static Inspection ofItems(FilePart part, ReadOptions options) {
        return of(part, ItemFormat.layout(part, options));
    }

    /**
     * Inspects a file of users.
     *
     * @throws RatingFileException if the part is no text or the options are invalid
     */
    public static Inspection ofUsers(FilePart part, ReadOptions options) {
        return of(part, UserFormat.layout(part, options));
    }

    private static Inspection of(FilePart part, TextLayout layout) {
        List<Map<String, String>> rows = new ArrayList<>();
        try (Records records = layout.open(part, new BytesRead())) {
            while (rows.size() < ROWS && records.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int k = 0; k < layout.names().size(); k++) {
                    String value = records.value(k);
                    if (value != null) {
                        row.put(layout.names().get(k), cut(value));
                    }
                }
                rows.add(row);
            }
        }
        return new Inspection(layout.asOptions(), layout.names(), rows);
    }

    private static String cut(String value) {
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
    }
}
