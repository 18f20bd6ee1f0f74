package dev.palate.problem;

import java.time.Duration;
import java.util.List;

/**
 * What an exception of a feature says about itself, so that it reaches the client as a problem of type
 * {@code https://palate.dev/problems/<slug>}. Its message is the problem's detail: it names the value and what was
 * expected.
 */
public interface DomainProblem {

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
        UNAVAILABLE
    }

    /** One part of the request that was wrong; {@code field} is a path such as {@code k} or {@code [3].value}. */
    record FieldProblem(String field, String message) {}

    Kind kind();

    /** The stable last part of the type, in lower case with hyphens, such as {@code unknown-user}. */
    String slug();

    /** What a caller who was turned away as too many or too early should wait. */
    default Duration retryAfter() {
        return Duration.ofSeconds(2);
    }

    /** One entry for each wrong field, or none. */
    default List<FieldProblem> errors() {
        return List.of();
    }
}
