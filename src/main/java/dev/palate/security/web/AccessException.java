package dev.palate.security.web;

import dev.palate.problem.RefusalException;
import java.time.Duration;

/** A request is rejected. The message never repeats content of the request. */
final class AccessException extends RefusalException {

    private static final long serialVersionUID = 1L;

    private AccessException(Kind kind, String slug, String message) {
        super(kind, slug, message);
    }

    private AccessException(Kind kind, String slug, String message, Duration retryAfter) {
        super(kind, slug, message, retryAfter);
    }

    static AccessException noKey() {
        return new AccessException(
                Kind.UNAUTHENTICATED,
                "missing-api-key",
                "This call needs an API key, in the header X-API-Key or as Authorization: Bearer.");
    }

    static AccessException wrongKey() {
        return new AccessException(
                Kind.UNAUTHENTICATED, "invalid-api-key", "The API key is unknown, has expired or was revoked.");
    }

    static AccessException wrongLink() {
        return new AccessException(
                Kind.UNAUTHENTICATED,
                "invalid-download-link",
                "The link of the download is unknown, belongs to another file, has been used or has expired: create another one.");
    }

    static AccessException wrongRole(String needed) {
        return new AccessException(
                Kind.FORBIDDEN, "insufficient-role", "This call needs a key with the role " + needed + ".");
    }

    static AccessException notLocal() {
        return new AccessException(
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
}
