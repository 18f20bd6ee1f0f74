package dev.palate.security;

import java.util.List;

/** A field of a new key is invalid or unknown. */
public final class InvalidKeyRequestException extends KeyException {

    private final transient FieldProblem error;

    public InvalidKeyRequestException(String field, String message) {
        super(Kind.INVALID, "invalid-request", field + " " + message);
        this.error = new FieldProblem(field, message);
    }

    @Override
    public List<FieldProblem> errors() {
        return List.of(error);
    }
}
