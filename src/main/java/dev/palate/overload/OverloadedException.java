package dev.palate.overload;

import dev.palate.problem.DomainProblem;
import java.time.Duration;

/** A request that is rejected because the service has reached its limit of concurrent requests. */
public final class OverloadedException extends RuntimeException implements DomainProblem {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** Has no stack trace, because creating one would add to the load. */
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
