package dev.palate.model.version;

/** The algorithm has no version with the requested number. */
public final class UnknownModelVersionException extends ModelException {

    private static final long serialVersionUID = 1L;

    public UnknownModelVersionException(String algorithm, int version) {
        super(
                Kind.NOT_FOUND,
                "unknown-model-version",
                "Algorithm '%s' has no version %d.".formatted(algorithm, version));
    }
}
