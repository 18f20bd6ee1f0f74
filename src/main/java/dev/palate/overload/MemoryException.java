package dev.palate.overload;

import dev.palate.problem.RefusalException;
import java.time.Duration;

/** A request needs more memory than there is, at all or at the moment. */
public final class MemoryException extends RefusalException {

    private static final long serialVersionUID = 1L;

    private MemoryException(Kind kind, String slug, String message, Duration retryAfter) {
        super(kind, slug, message, retryAfter);
    }

    static MemoryException neverFits(long bytes, long total) {
        return new MemoryException(
                Kind.TOO_LARGE,
                "too-large",
                "The request can take %d MB of memory, and palate.limits.memory is %d MB; send a smaller one."
                        .formatted((bytes >> 20) + 1, total >> 20),
                Duration.ZERO);
    }

    static MemoryException doesNotFitNow(Duration retryAfter) {
        return new MemoryException(
                Kind.OVERLOADED,
                "overloaded",
                "Other requests use the memory of palate.limits.memory; retry later.",
                retryAfter);
    }
}
