package dev.palate.model;

import dev.palate.model.version.ModelException;

/** A version cannot be deleted because it is active. */
public final class ActiveVersionException extends ModelException {

    private static final long serialVersionUID = 1L;

    ActiveVersionException(String algorithm, int version) {
        super(
                Kind.CONFLICT,
                "active-version",
                "Version %d of '%s' is active; activate another one before deleting it.".formatted(version, algorithm));
    }
}
