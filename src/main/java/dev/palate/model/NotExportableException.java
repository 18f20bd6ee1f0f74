package dev.palate.model;

import dev.palate.model.version.ModelException;

/** The model has no form that plain DL4J could open. */
public final class NotExportableException extends ModelException {

    private static final long serialVersionUID = 1L;

    NotExportableException(String algorithm, int version, Throwable cause) {
        super(
                Kind.CONFLICT,
                "not-exportable",
                "Version %d of '%s' cannot be exported: %s; ask for format=palate."
                        .formatted(version, algorithm, cause.getMessage()));
        initCause(cause);
    }
}
