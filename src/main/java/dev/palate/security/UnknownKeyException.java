package dev.palate.security;

/** There is no key of that id. */
public final class UnknownKeyException extends KeyException {

    UnknownKeyException() {
        super(Kind.NOT_FOUND, "unknown-api-key", "There is no key of that id; GET /api-keys lists the ids.");
    }
}
