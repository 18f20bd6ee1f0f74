package dev.palate.security;

/** Without an admin key no key could be created over HTTP: the first key must be one, and the last one is not revoked by mistake. */
public final class AdminKeyException extends KeyException {

    private AdminKeyException(String slug, String message) {
        super(Kind.CONFLICT, slug, message);
    }

    static AdminKeyException first() {
        return new AdminKeyException(
                "first-key-not-admin",
                "The first key must have the role admin: from then on every call needs a key, and only an admin can create keys.");
    }

    static AdminKeyException last() {
        return new AdminKeyException(
                "last-admin-key",
                "This is the last usable admin key: without it no key can be created over HTTP. To revoke it all the same, ask for"
                        + " it with force=true (keys revoke --force).");
    }
}
