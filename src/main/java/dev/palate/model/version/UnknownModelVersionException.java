package dev.palate.model.version;

import dev.palate.problem.ProblemException;

/** The algorithm has no version with the requested number. */
public final class UnknownModelVersionException extends ProblemException {

    public UnknownModelVersionException(String algorithm, int version) {
        super(
                Kind.NOT_FOUND,
                "unknown-model-version",
                "Algorithm '%s' has no version %d.".formatted(algorithm, version));
    }
}
