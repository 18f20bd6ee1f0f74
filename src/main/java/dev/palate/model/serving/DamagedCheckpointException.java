package dev.palate.model.serving;

import dev.palate.problem.ProblemException;

/** The checkpoint of a version differs from what was written, so that the version cannot be served. */
public final class DamagedCheckpointException extends ProblemException {

    public DamagedCheckpointException(String algorithm, int version, Throwable cause) {
        super(
                Kind.CONFLICT,
                "damaged-checkpoint",
                "The checkpoint of version %d of '%s' is damaged: %s".formatted(version, algorithm, cause.getMessage()),
                cause);
    }
}
