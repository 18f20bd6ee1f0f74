package dev.palate.importing.file;

import dev.palate.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A file that cannot be imported: it is damaged, in an unknown format, or larger than allowed. */
public class UnreadableFileException extends ProblemException {

    public UnreadableFileException(String message) {
        this(message, null);
    }

    public UnreadableFileException(String message, @Nullable Throwable cause) {
        super(Kind.INVALID, "unreadable-file", message, cause);
    }
}
