package dev.palate.security;

import dev.palate.problem.ProblemException;
import java.util.List;

/** A key cannot be created or found. */
public abstract sealed class KeyException extends ProblemException
        permits UnknownKeyException, AdminKeyException, InvalidKeyRequestException {

    KeyException(Kind kind, String slug, String message) {
        super(kind, slug, message);
    }

    KeyException(Kind kind, String slug, String message, FieldProblem error) {
        super(kind, slug, message, List.of(error));
    }
}
