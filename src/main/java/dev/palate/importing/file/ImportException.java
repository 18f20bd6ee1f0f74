package dev.palate.importing.file;

import dev.palate.problem.DomainProblem;
import org.jspecify.annotations.Nullable;

/** An import that cannot be accepted or completed. */
public abstract class ImportException extends RuntimeException implements DomainProblem {

    private final Kind kind;
    private final String slug;

    protected ImportException(Kind kind, String slug, String message, @Nullable Throwable cause) {
        super(message, cause);
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
