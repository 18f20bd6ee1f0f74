package dev.palate.model.version;

/** The version's checkpoint is not what was once written: it cannot be served. */
public final class DamagedCheckpointException extends ModelException {

    private static final long serialVersionUID = 1L;

    public DamagedCheckpointException(String algorithm, int version, Throwable cause) {
        super(
                Kind.CONFLICT,
                "damaged-checkpoint",
                "The checkpoint of version %d of '%s' is damaged: %s"
                        .formatted(version, algorithm, cause.getMessage()));
        initCause(cause);
    }
}
