package dev.palate.security;

/** No key has the requested id. */
public final class UnknownKeyException extends KeyException {

    UnknownKeyException() {
        super(Kind.NOT_FOUND, "unknown-api-key", "There is no key with that id; GET /api-keys lists the ids.");
    }
}
