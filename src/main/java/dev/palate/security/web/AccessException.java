package dev.palate.security.web;

import dev.palate.problem.DomainProblem;
import java.time.Duration;

/** A request is rejected. The message never repeats content of the request. */
final class AccessException extends RuntimeException implements DomainProblem {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String slug;
    private final Duration retryAfter;

    private AccessException(Kind kind, String slug, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.kind = kind;
        this.slug = slug;
        this.retryAfter = retryAfter;
    }

    static AccessException noKey() {
        return of(
                Kind.UNAUTHENTICATED,
                "missing-api-key",
                "This call needs an API key, in the header X-API-Key or as Authorization: Bearer.");
    }

    static AccessException wrongKey() {
        return of(Kind.UNAUTHENTICATED, "invalid-api-key", "The API key is unknown, has expired or was revoked.");
    }

    static AccessException wrongRole(String needed) {
        return of(Kind.FORBIDDEN, "insufficient-role", "This call needs a key with the role " + needed + ".");
    }

    static AccessException notLocal() {
        return of(
                Kind.FORBIDDEN,
                "local-only",
                "As long as there is no API key, the service only answers requests of programs on its own machine that use the"
                        + " name localhost or a loopback address, and rejects proxies and pages of other sites.");
    }

    static AccessException tooFast(Duration retryAfter) {
        return new AccessException(
                Kind.OVERLOADED,
                "rate-limit",
                "This key sends more requests than it may; wait before the next request.",
                retryAfter);
    }

    private static AccessException of(Kind kind, String slug, String message) {
        return new AccessException(kind, slug, message, Duration.ZERO);
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public Duration retryAfter() {
        return kind == Kind.OVERLOADED ? retryAfter : DomainProblem.super.retryAfter();
    }
}
