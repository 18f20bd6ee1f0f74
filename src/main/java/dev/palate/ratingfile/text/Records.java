package dev.palate.ratingfile.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of one text, one after the other, each with its position. Blank lines are skipped. Holds one record. */
public abstract class Records implements AutoCloseable {

    private final PhysicalLines lines;
    private String line = "";
    private long firstLine;
    private @Nullable String fault;

    Records(PhysicalLines lines) {
        this.lines = lines;
    }

    /**
     * Reads the next record.
     *
     * @return false after the last one
     * @throws dev.palate.ratingfile.source.RatingFileException if the file is damaged
     */
    public final boolean next() {
        for (String next = lines.next(); next != null; next = lines.next()) {
            if (!next.isBlank()) {
                line = next;
                firstLine = lines.number();
                clear();
                fault = lines.isTooLong() ? "is longer than " + PhysicalLines.MAXIMUM_BYTES + " bytes" : read(line);
                return true;
            }
        }
        return false;
    }

    /** Removes the values of the previous record. */
    abstract void clear();

    /** Reads the values of the record that starts with this line; returns why it cannot be read, or null if it can. */
    abstract @Nullable String read(String firstLine);

    /** Why the record cannot be read, or null if it can. */
    public final @Nullable String fault() {
        return fault;
    }

    /** The value in the column with this index, without the blanks around it, or null if the record has none there. */
    public abstract @Nullable String value(int column);

    /**
     * The value as written, with the blanks around it. For a record with a fault it is the value before the fault, if that can be
     * read.
     */
    public abstract @Nullable String raw(int column);

    /** The values of a column that may hold several (an array of JSON), or null if it holds one text. */
    public @Nullable List<String> values(int column) {
        return null;
    }

    /** The value of a column that holds JSON, as a text, a number, a boolean, a list or a map, or null if it holds none. */
    public @Nullable Object json(int column) {
        return null;
    }

    /** The record as written. */
    public String text() {
        return line;
    }

    /** The number of the record's first line, from 1. */
    public final long line() {
        return firstLine;
    }

    /** The number of the record's last line: {@link #skipTo} continues after it. */
    public final long position() {
        return lines.number();
    }

    /**
     * Continues after line {@code position}, which an earlier reader of the same file returned.
     *
     * @throws dev.palate.ratingfile.source.RatingFileException if the file has fewer lines
     */
    public final void skipTo(long position) {
        lines.skipTo(position);
    }

    @Override
    public final void close() {
        lines.close();
    }
}
