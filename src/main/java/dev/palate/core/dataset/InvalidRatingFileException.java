package dev.palate.core.dataset;

import java.nio.file.Path;

/** A file that does not hold ratings where they were expected. */
public final class InvalidRatingFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidRatingFileException(Path file, String reason) {
        super(file + ": " + reason);
    }

    InvalidRatingFileException(Path file, long line, String reason) {
        super(file + ", line " + line + ": " + reason);
    }
}
