package dev.palate.feedback;

import dev.palate.problem.ProblemException;
import java.util.List;

/** Some of the events cannot be recorded, so none was. */
public final class InvalidEventsException extends ProblemException {

    InvalidEventsException(List<FieldProblem> errors) {
        super(
                Kind.INVALID,
                "invalid-request",
                errors.get(0).field() + " " + errors.get(0).message() + ".",
                errors);
    }
}
