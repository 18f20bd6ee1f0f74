package dev.palate.ratingfile.text;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import dev.palate.ratingfile.source.RatingFileException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the CSV library read one record that holds quotes, physical line by physical line, so that the position stays known
 * and a quote that is never closed does not swallow the file. The lines after such a quote are read again as records of
 * their own, as long as no more than the file so far and {@link #REREAD_LIMIT} is read twice: hostile input would otherwise
 * make reading quadratic.
 */
final class QuotedRecord {

    private static final long REREAD_LIMIT = 16L * PhysicalLines.MAXIMUM_BYTES;

    private final PhysicalLines lines;
    private final Delimiter delimiter;
    private final List<String> taken = new ArrayList<>();
    private @Nullable CloseableIterator<String[]> records;
    private String feed = "";
    private int fed;
    private long length;
    private long reread;
    private boolean overflow;

    QuotedRecord(PhysicalLines lines, Delimiter delimiter) {
        this.lines = lines;
        this.delimiter = delimiter;
    }

    /**
     * The fields of the record that starts with {@code firstLine}, the line that was read last.
     *
     * @throws CsvParseException if the quotes do not match; {@link #fault} says more
     */
    String[] read(String firstLine) {
        taken.clear();
        length = 0;
        overflow = false;
        take(firstLine);
        if (records == null) {
            records = open(false, new Feed());
        }
        try {
            return records.next();
        } catch (CsvParseException e) {
            records = null;
            if (e.getCause() instanceof RatingFileException damaged) {
                throw damaged;
            }
            returnLines();
            throw e;
        }
    }

    /** The fields of the first line of a record whose quotes do not match; the last one may be none. */
    String[] leniently() {
        try {
            return open(true, new StringReader(taken.get(0))).next();
        } catch (CsvParseException e) {
            return new String[1];
        }
    }

    /** Why the last record cannot be read. */
    String fault() {
        String skipped = taken.size() > 1 ? "; its " + taken.size() + " lines are skipped" : "";
        return overflow
                ? "has a quote that is not closed within " + PhysicalLines.MAXIMUM_BYTES + " bytes" + skipped
                : "the quotes do not match" + skipped;
    }

    /** The record as written, with LF between its lines. */
    String text() {
        return taken.size() == 1 ? taken.get(0) : String.join("\n", taken);
    }

    private void take(String line) {
        taken.add(line);
        feed = line + "\n";
        fed = 0;
        length += feed.length();
    }

    private void returnLines() {
        reread += length;
        if (taken.size() > 1 && reread <= REREAD_LIMIT + lines.bytesRead()) {
            List<String> rest = taken.subList(1, taken.size());
            lines.pushBack(List.copyOf(rest));
            rest.clear();
        }
    }

    private boolean takeNext() {
        String next = lines.next();
        if (next == null) {
            return false;
        }
        overflow = lines.isTooLong() || length + next.length() > PhysicalLines.MAXIMUM_BYTES;
        take(next);
        return !overflow;
    }

    private CloseableIterator<String[]> open(boolean lenient, Reader text) {
        return CsvReader.builder()
                .fieldSeparator(delimiter.text())
                .allowUnclosedQuote(lenient)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(StringArrayHandler.of(limits -> limits.maxFields(PhysicalLines.MAXIMUM_BYTES)), text)
                .iterator();
    }

    /** Hands the library one physical line at a time; it asks for the next one only inside quotes. */
    private final class Feed extends Reader {

        @Override
        public int read(char[] target, int offset, int count) {
            if (fed == feed.length() && !takeNext()) {
                return -1;
            }
            int part = Math.min(count, feed.length() - fed);
            feed.getChars(fed, fed + part, target, offset);
            fed += part;
            return part;
        }

        @Override
        public void close() {}
    }
}
