package dev.palate.feedback;

import dev.palate.problem.ProblemException;
import dev.palate.problem.Sentence;
import java.util.List;

/** Some of the events cannot be recorded, so none was. */
public final class InvalidEventsException extends ProblemException {

    InvalidEventsException(List<FieldProblem> errors) {
        super(Kind.INVALID, "invalid-request", Sentence.of(errors.subList(0, 1)), errors);
    }
}
