package dev.palate.security;

/** A field of a new key is invalid or unknown. */
public final class InvalidKeyRequestException extends KeyException {

    public InvalidKeyRequestException(String field, String message) {
        super(Kind.INVALID, "invalid-request", field + " " + message, new FieldProblem(field, message));
    }
}
