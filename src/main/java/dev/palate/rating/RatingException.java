package dev.palate.rating;

import dev.palate.problem.DomainProblem;

/** A request about ratings that cannot be fulfilled. */
public abstract class RatingException extends RuntimeException implements DomainProblem {

    private final Kind kind;
    private final String slug;

    RatingException(Kind kind, String slug, String message) {
        super(message);
        this.kind = kind;
        this.slug = slug;
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
