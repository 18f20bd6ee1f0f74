package dev.palate.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exception of a feature that the client gets as a problem. */
public abstract class ProblemException extends RuntimeException implements DomainProblem {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String slug;
    private final transient List<FieldProblem> errors;

    protected ProblemException(Kind kind, String slug, String message) {
        this(kind, slug, message, List.of());
    }

    protected ProblemException(Kind kind, String slug, String message, @Nullable Throwable cause) {
        this(kind, slug, message, List.of(), cause, true);
    }

    protected ProblemException(Kind kind, String slug, String message, List<FieldProblem> errors) {
        this(kind, slug, message, errors, null, true);
    }

    ProblemException(
            Kind kind,
            String slug,
            String message,
            List<FieldProblem> errors,
            @Nullable Throwable cause,
            boolean stackTrace) {
        super(message, cause, true, stackTrace);
        this.kind = kind;
        this.slug = slug;
        this.errors = List.copyOf(errors);
    }

    @Override
    public final Kind kind() {
        return kind;
    }

    @Override
    public final String slug() {
        return slug;
    }

    @Override
    public final List<FieldProblem> errors() {
        return errors;
    }
}
