package dev.palate.overload;

import dev.palate.problem.RefusalException;
import java.time.Duration;

/** A request that is rejected because the service has reached its limit of concurrent requests. */
public final class OverloadedException extends RefusalException {

    private static final long serialVersionUID = 1L;

    OverloadedException(String message, Duration retryAfter) {
        super(Kind.OVERLOADED, "overloaded", message, retryAfter);
    }
}
