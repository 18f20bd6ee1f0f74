package dev.palate.recommendation.query;

import dev.palate.problem.ProblemException;
import java.util.List;

/** A request names an experiment and what the arms of the experiment decide. */
public final class ArmChoiceException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** @param field that must be absent */
    public ArmChoiceException(String field) {
        super(
                Kind.INVALID,
                "invalid-request",
                field + " must be absent with experiment, whose arms decide about it.",
                List.of(new FieldProblem(field, "must be absent with experiment, whose arms decide about it")));
    }
}
