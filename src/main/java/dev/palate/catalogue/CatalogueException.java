package dev.palate.catalogue;

import dev.palate.problem.DomainProblem;

/** A request to the catalogue that cannot be fulfilled. */
public abstract class CatalogueException extends RuntimeException implements DomainProblem {

    private final Kind kind;
    private final String slug;

    CatalogueException(Kind kind, String slug, String message) {
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
