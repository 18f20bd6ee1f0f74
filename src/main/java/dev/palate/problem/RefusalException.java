package dev.palate.problem;

import java.time.Duration;
import java.util.List;

/** A request that is refused before it is executed. It has no stack trace, because creating one would add to the load. */
public abstract class RefusalException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    protected RefusalException(Kind kind, String slug, String message) {
        this(kind, slug, message, List.of(), DEFAULT_RETRY_AFTER);
    }

    protected RefusalException(Kind kind, String slug, String message, List<FieldProblem> errors) {
        this(kind, slug, message, errors, DEFAULT_RETRY_AFTER);
    }

    protected RefusalException(Kind kind, String slug, String message, Duration retryAfter) {
        this(kind, slug, message, List.of(), retryAfter);
    }

    private RefusalException(Kind kind, String slug, String message, List<FieldProblem> errors, Duration retryAfter) {
        super(kind, slug, message, errors, null, false);
        this.retryAfter = retryAfter;
    }

    @Override
    public final Duration retryAfter() {
        return retryAfter;
    }
}
