package dev.palate.security;

/** The first key would lock everybody out. */
public final class FirstKeyException extends KeyException {

    FirstKeyException() {
        super(
                Kind.CONFLICT,
                "first-key-not-admin",
                "The first key must have the role admin: with it every call needs a key, and only an admin makes more.");
    }
}
