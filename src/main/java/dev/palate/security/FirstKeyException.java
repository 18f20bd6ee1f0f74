package dev.palate.security;

/** The first key must be an admin key, because without an admin key no other key could be created. */
public final class FirstKeyException extends KeyException {

    FirstKeyException() {
        super(
                Kind.CONFLICT,
                "first-key-not-admin",
                "The first key must have the role admin: from then on every call needs a key, and only an admin can create keys.");
    }
}
