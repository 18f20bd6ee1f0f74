package dev.palate.model.version;

import dev.palate.problem.DomainProblem;

/** A model or one of its versions cannot be what a caller asked it to be. */
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
