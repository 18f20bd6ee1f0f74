package dev.palate.importing;

import org.jspecify.annotations.Nullable;

/** A file as a whole cannot be imported: damaged, in no known format, or larger than it may be. */
public class UnreadableFileException extends ImportException {

    UnreadableFileException(String message) {
        this(message, null);
    }

    UnreadableFileException(String message, @Nullable Throwable cause) {
        super(Kind.INVALID, "unreadable-file", message, cause);
    }
}
