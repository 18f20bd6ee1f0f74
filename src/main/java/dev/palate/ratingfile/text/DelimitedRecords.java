package dev.palate.ratingfile.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of delimited fields. The CSV library reads every record with a quote; such a record may span lines. A line without
 * a quote is one record and is split here, which is faster.
 */
final class DelimitedRecords extends Records {

    private final Delimiter delimiter;
    private final int expected;
    private final QuotedRecord quotedRecord;

    private String line = "";
    private String @Nullable [] quotedFields;
    private int count;
    /** How many fields can be read: all of them or, if the quotes do not match, those before the last one. */
    private int readable;

    private int[] bounds = new int[32];

    /** @param expected how many fields a record must have; 0 for any number */
    DelimitedRecords(PhysicalLines lines, Delimiter delimiter, int expected) {
        super(lines);
        this.delimiter = delimiter;
        this.expected = expected;
        this.quotedRecord = new QuotedRecord(lines, delimiter);
    }

    @Override
    void clear() {
        quotedFields = null;
        count = 0;
        readable = 0;
    }

    @Override
    @Nullable
    String read(String firstLine) {
        line = firstLine;
        if (delimiter.isSpaces()) {
            splitAtSpaces();
        } else if (delimiter.quoted() && line.indexOf('"') >= 0) {
            try {
                quotedFields = quotedRecord.read(line);
                count = quotedFields.length;
            } catch (CsvParseException e) {
                quotedFields = quotedRecord.leniently();
                readable = quotedFields.length - 1;
                return quotedRecord.fault();
            }
        } else {
            split();
        }
        readable = count;
        return expected == 0 || count == expected ? null : "has " + count + " fields instead of " + expected;
    }

    /** How many fields the record has. */
    int count() {
        return count;
    }

    @Override
    public @Nullable String value(int column) {
        String raw = column < count ? raw(column) : null;
        return raw == null ? null : raw.strip();
    }

    @Override
    public @Nullable String raw(int column) {
        if (column >= readable || column < 0) {
            return null;
        }
        return quotedFields != null ? quotedFields[column] : line.substring(bounds[2 * column], bounds[2 * column + 1]);
    }

    /** All fields, for a header or a preview. */
    List<String> values() {
        String[] values = new String[count];
        Arrays.setAll(values, k -> String.valueOf(value(k)));
        return List.of(values);
    }

    @Override
    public String text() {
        return quotedFields == null || count == 0 ? super.text() : quotedRecord.text();
    }

    private void split() {
        count = 0;
        int from = 0;
        int width = delimiter.text().length();
        for (int end = line.indexOf(delimiter.text()); end >= 0; end = line.indexOf(delimiter.text(), from)) {
            addBounds(from, end);
            from = end + width;
        }
        addBounds(from, line.length());
    }

    private void splitAtSpaces() {
        count = 0;
        int from = 0;
        while (from < line.length()) {
            while (from < line.length() && line.charAt(from) == ' ') {
                from++;
            }
            int end = line.indexOf(' ', from);
            end = end < 0 ? line.length() : end;
            if (from < end) {
                addBounds(from, end);
            }
            from = end;
        }
    }

    private void addBounds(int from, int end) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
        }
        bounds[2 * count] = from;
        bounds[2 * count++ + 1] = end;
    }
}
