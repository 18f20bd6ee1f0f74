package dev.palate.problem;

import java.time.Duration;
import java.util.List;

/**
 * The description of a feature's exception, from which the client gets a problem of type
 * {@code https://palate.dev/problems/<slug>}. The message of the exception is the detail of the problem: it names the value and
 * what was expected.
 */
public interface DomainProblem {

    Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(2);

    /** The kinds of failure that a client can tell apart by the status. */
    enum Kind {
        INVALID,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        TOO_LARGE,
        TOO_SLOW,
        OVERLOADED,
        NO_SPACE,
        UNAVAILABLE
    }

    /** One wrong part of the request; {@code field} is a path such as {@code k} or {@code [3].value}. */
    record FieldProblem(String field, String message) {}

    Kind kind();

    /** The stable last part of the type, in lower case with hyphens, such as {@code unknown-user}. */
    String slug();

    /** How long a caller should wait before it repeats a request that was refused because of load. */
    default Duration retryAfter() {
        return DEFAULT_RETRY_AFTER;
    }

    /** One entry for each wrong field, or none. */
    default List<FieldProblem> errors() {
        return List.of();
    }
}
