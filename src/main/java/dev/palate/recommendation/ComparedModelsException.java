package dev.palate.recommendation;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.ProblemException;
import java.util.List;

/** The models of a comparison are not what they must be. */
class ComparedModelsException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private ComparedModelsException(String message) {
        super(
                Kind.INVALID,
                "invalid-request",
                "parameter models " + message,
                List.of(new FieldProblem("models", message)));
    }

    static ComparedModelsException notAVersion(String name) {
        return new ComparedModelsException(
                "must be algorithms with or without a version, such as vae or vae:3, not " + name);
    }

    static ComparedModelsException tooMany(int most) {
        return new ComparedModelsException("must name at most %d different models".formatted(most));
    }
}
