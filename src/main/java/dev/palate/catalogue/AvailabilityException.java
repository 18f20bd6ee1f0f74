package dev.palate.catalogue;

import dev.palate.problem.ProblemException;
import dev.palate.problem.Sentence;
import java.util.List;

/** The times between which an item is available are in the wrong order, or out of the range that can be stored. */
public final class AvailabilityException extends ProblemException {

    private static final long serialVersionUID = 1L;

    AvailabilityException(String field, String fault) {
        super(
                Kind.INVALID,
                "invalid-request",
                Sentence.of(field + " " + fault),
                List.of(new FieldProblem(field, fault)));
    }
}
