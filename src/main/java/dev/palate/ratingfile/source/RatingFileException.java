package dev.palate.ratingfile.source;

import org.jspecify.annotations.Nullable;

/** A file as a whole cannot be read: it is damaged, in an unknown format, or larger than allowed. */
public class RatingFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RatingFileException(String message) {
        this(message, null);
    }

    public RatingFileException(String message, @Nullable Throwable cause) {
        super(printable(message), cause);
    }

    /** PostgreSQL stores no NUL, and a message may quote the file. */
    private static String printable(String message) {
        return message.replace('\0', '\uFFFD');
    }
}
