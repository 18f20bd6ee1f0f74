package dev.palate.model.version;

import dev.palate.problem.DomainProblem;

/** An operation on a model or a version is not possible. Carries the kind and the slug of the problem. */
public abstract class ModelException extends RuntimeException implements DomainProblem {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String slug;

    protected ModelException(Kind kind, String slug, String message) {
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
