package dev.palate.overload;

import dev.palate.problem.RefusalException;

/** A body is too large, arrives too slowly or breaks the rules of HTTP. */
public final class BodyException extends RefusalException {

    private static final long serialVersionUID = 1L;

    private BodyException(Kind kind, String slug, String message) {
        super(kind, slug, message);
    }

    public static BodyException tooLarge(long limit) {
        return new BodyException(
                Kind.TOO_LARGE, "too-large", "The body is larger than " + limit + " bytes; POST /imports takes files.");
    }

    public static BodyException fileTooLarge(long limit) {
        return new BodyException(
                Kind.TOO_LARGE,
                "too-large",
                "The file is larger than " + limit + " bytes, which is the limit of palate.limits.model-file.");
    }

    public static BodyException tooSlow() {
        return new BodyException(Kind.TOO_SLOW, "slow-body", "The body did not arrive in time.");
    }

    public static BodyException malformed() {
        return new BodyException(
                Kind.INVALID, "malformed-body", "The body or its trailer fields break the rules of HTTP.");
    }
}
