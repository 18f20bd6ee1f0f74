package dev.palate.model;

import dev.palate.problem.ProblemException;

/** The model has no form that plain DL4J could open. */
public final class NotExportableException extends ProblemException {

    NotExportableException(String algorithm, int version, Throwable cause) {
        super(
                Kind.CONFLICT,
                "not-exportable",
                "Version %d of '%s' cannot be exported: %s; ask for format=palate."
                        .formatted(version, algorithm, cause.getMessage()),
                cause);
    }
}
