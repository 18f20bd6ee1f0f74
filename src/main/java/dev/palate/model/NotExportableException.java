package dev.palate.model;

/** The model has no form that plain DL4J could open. */
public final class NotExportableException extends ModelException {

    private static final long serialVersionUID = 1L;

    public NotExportableException(String algorithm, int version) {
        super(
                Kind.CONFLICT,
                "not-exportable",
                "Version %d of '%s' is not a neural network that DL4J could open; ask for format=palate."
                        .formatted(version, algorithm));
    }
}
