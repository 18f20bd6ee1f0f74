package dev.palate.ratingfile.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of one text, one after the other, each with its position. Blank lines are skipped. Holds one record. */
public interface Records extends AutoCloseable {

    /**
     * Reads the next record.
     *
     * @return false after the last one
     * @throws dev.palate.ratingfile.source.RatingFileException if the file is damaged
     */
    boolean next();

    /** Why the record cannot be read, or null if it can. */
    @Nullable
    String fault();

    /** The value in the column with this index, without the blanks around it, or null if the record has none there. */
    @Nullable
    String value(int column);

    /** The values of a column that may hold several (an array of JSON), or null if it holds one text. */
    default @Nullable List<String> values(int column) {
        return null;
    }

    /** The record as written. */
    String text();

    /** The number of the record's first line, from 1. */
    long line();

    /** The number of the record's last line: {@link #skipTo} continues after it. */
    long position();

    /**
     * Continues after line {@code position}, which an earlier reader of the same file returned.
     *
     * @throws dev.palate.ratingfile.source.RatingFileException if the file has fewer lines
     */
    void skipTo(long position);

    @Override
    void close();
}
