package dev.palate.recommendation.query;

import dev.palate.problem.ProblemException;
import java.util.List;

/** A list of candidates is given and empty, which can hardly mean all items. */
public final class NoCandidatesException extends ProblemException {

    private static final long serialVersionUID = 1L;
    private static final String FAULT =
            "must have at least one item id; without the parameter all items are candidates";

    public NoCandidatesException() {
        super(
                Kind.INVALID,
                "invalid-request",
                "candidates " + FAULT + ".",
                List.of(new FieldProblem("candidates", FAULT)));
    }
}
