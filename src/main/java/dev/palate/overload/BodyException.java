package dev.palate.overload;

import dev.palate.problem.DomainProblem;

/** A body is too large, arrives too slowly or breaks the rules of HTTP. */
public final class BodyException extends RuntimeException implements DomainProblem {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String slug;

    private BodyException(Kind kind, String slug, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.slug = slug;
    }

    public static BodyException tooLarge(long limit) {
        return new BodyException(
                Kind.TOO_LARGE, "too-large", "The body is larger than " + limit + " bytes; POST /imports takes files.");
    }

    public static BodyException tooSlow() {
        return new BodyException(Kind.TOO_SLOW, "slow-body", "The body did not arrive in time.");
    }

    public static BodyException malformed() {
        return new BodyException(
                Kind.INVALID, "malformed-body", "The body or its trailer fields break the rules of HTTP.");
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String slug() {
        return slug;
    }
}
