package dev.palate.training;

import dev.palate.problem.DomainProblem;

/** A job cannot be queued, found or cancelled as asked. */
public abstract sealed class TrainingException extends RuntimeException implements DomainProblem
        permits InvalidTrainingRequestException,
                NoRatingsException,
                UnknownTrainingJobException,
                TrainingJobEndedException,
                IdempotencyKeyReusedException,
                QueueFullException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String slug;

    TrainingException(Kind kind, String slug, String message) {
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
