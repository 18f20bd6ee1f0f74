package dev.palate.security;

import dev.palate.problem.DomainProblem;

/** A key cannot be created or found. */
public abstract sealed class KeyException extends RuntimeException implements DomainProblem
        permits UnknownKeyException, AdminKeyException, InvalidKeyRequestException {

    private final Kind kind;
    private final String slug;

    KeyException(Kind kind, String slug, String message) {
        super(message);
        this.kind = kind;
        this.slug = slug;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String slug() {
        return slug;
    }
}
