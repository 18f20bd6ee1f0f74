package dev.palate.model;

import dev.palate.problem.ProblemException;

/** A version cannot be deleted because it is active. */
public final class ActiveVersionException extends ProblemException {

    ActiveVersionException(String algorithm, int version) {
        super(
                Kind.CONFLICT,
                "active-version",
                "Version %d of '%s' is active; activate another one before deleting it.".formatted(version, algorithm));
    }
}
