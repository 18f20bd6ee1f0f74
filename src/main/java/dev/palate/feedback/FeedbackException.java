package dev.palate.feedback;

import dev.palate.problem.DomainProblem;

/** A call about feedback events that cannot be served. */
public abstract sealed class FeedbackException extends RuntimeException implements DomainProblem
        permits UnknownRecommendationException, InvalidEventsException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String slug;

    FeedbackException(Kind kind, String slug, String message) {
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
