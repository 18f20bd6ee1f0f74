package dev.palate.overload;

import dev.palate.problem.DomainProblem;
import java.time.Duration;

/** A request that was turned away because others have all the room there is. */
public final class OverloadedException extends RuntimeException implements DomainProblem {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** Without a stack trace: what overload costs should not add to it. */
    OverloadedException(String message, Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    @Override
    public Kind kind() {
        return Kind.OVERLOADED;
    }

    @Override
    public String slug() {
        return "overloaded";
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
