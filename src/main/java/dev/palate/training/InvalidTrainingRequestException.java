package dev.palate.training;

import java.util.List;
import java.util.stream.Collectors;

/** Fields of the request are unknown, of a wrong type or out of their range. */
public final class InvalidTrainingRequestException extends TrainingException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldProblem> errors;

    public InvalidTrainingRequestException(List<FieldProblem> errors) {
        super(
                Kind.INVALID,
                "invalid-request",
                errors.stream()
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; ")));
        this.errors = List.copyOf(errors);
    }

    @Override
    public List<FieldProblem> errors() {
        return errors;
    }
}
