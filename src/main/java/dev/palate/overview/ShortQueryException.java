package dev.palate.overview;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.ProblemException;
import java.util.List;

/** A part of an id is too short to be found by an index. */
class ShortQueryException extends ProblemException {

    private static final long serialVersionUID = 1L;

    ShortQueryException() {
        super(
                Kind.INVALID,
                "invalid-request",
                "parameter query must have at least %d characters with match=contains"
                        .formatted(UserSearch.SHORTEST_PART),
                List.of(new FieldProblem(
                        "query", "must have at least %d characters".formatted(UserSearch.SHORTEST_PART))));
    }
}
