package dev.palate.importing;

import org.jspecify.annotations.Nullable;

/** Takes the four fields of a rating out of a line. Holds the fields of the last line, so that none is made per line. */
interface RatingFields {

    /**
     * @return false for a line that names the columns
     * @throws BadLineException if the line does not hold the fields
     */
    boolean read(String line, long number) throws BadLineException;

    String user();

    String item();

    String value();

    /** As written, or null if the file has no times. */
    @Nullable
    String timestamp();
}
