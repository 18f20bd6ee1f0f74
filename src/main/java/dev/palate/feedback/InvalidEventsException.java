package dev.palate.feedback;

import java.util.List;

/** Some of the events cannot be recorded, so none was. */
public final class InvalidEventsException extends FeedbackException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldProblem> errors;

    InvalidEventsException(List<FieldProblem> errors) {
        super(
                Kind.INVALID,
                "invalid-request",
                errors.get(0).field() + " " + errors.get(0).message() + ".");
        this.errors = List.copyOf(errors);
    }

    @Override
    public List<FieldProblem> errors() {
        return errors;
    }
}
