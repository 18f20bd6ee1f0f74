package dev.palate.model;

import dev.palate.problem.ProblemException;

/** An algorithm without an active version cannot answer requests. */
public final class NothingActiveException extends ProblemException {

    private static final long serialVersionUID = 1L;

    NothingActiveException(String algorithm) {
        super(
                Kind.CONFLICT,
                "nothing-active",
                "No version of '%s' is active; activate one before making it the default.".formatted(algorithm));
    }
}
