package dev.palate.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Splits one line into its fields. A record never goes on in the next line: one that opens a quote and does not close it is
 * a bad line, instead of swallowing the rest of the file.
 */
final class LineSplitter {

    private final String delimiter;
    private final boolean quoted;
    private final CSVFormat csv;
    private String[] fields = new String[16];

    private LineSplitter(String delimiter, boolean quoted) {
        this.delimiter = delimiter;
        this.quoted = quoted;
        this.csv = CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
    }

    /** CSV as RFC 4180 has it, with any delimiter. */
    static LineSplitter csv(String delimiter) {
        return new LineSplitter(delimiter, true);
    }

    /** Columns between delimiters, in which a quote is a character like any other. */
    static LineSplitter plain(String delimiter) {
        return new LineSplitter(delimiter, false);
    }

    /**
     * @return how many fields there are; {@link #field} gives them
     * @throws BadLineException if quotes do not match
     */
    int split(String line) throws BadLineException {
        return quoted && line.indexOf('"') >= 0 ? splitQuoted(line) : splitPlain(line);
    }

    /** The field at {@code index} of the last line, without the blanks around it. */
    String field(int index) {
        return fields[index].strip();
    }

    private int splitPlain(String line) {
        int count = 0;
        int from = 0;
        for (int end = line.indexOf(delimiter); end >= 0; end = line.indexOf(delimiter, from)) {
            put(count++, line.substring(from, end));
            from = end + delimiter.length();
        }
        put(count++, line.substring(from));
        return count;
    }

    private int splitQuoted(String line) throws BadLineException {
        try (CSVParser parser = CSVParser.parse(line, csv)) {
            List<CSVRecord> records = parser.getRecords();
            CSVRecord only = records.get(0);
            for (int k = 0; k < only.size(); k++) {
                put(k, only.get(k));
            }
            return only.size();
        } catch (IOException | UncheckedIOException e) {
            throw new BadLineException("the quotes do not match");
        }
    }

    private void put(int index, String field) {
        if (index == fields.length) {
            fields = Arrays.copyOf(fields, fields.length * 2);
        }
        fields[index] = field;
    }
}
