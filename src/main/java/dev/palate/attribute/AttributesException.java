package dev.palate.attribute;

import dev.palate.problem.ProblemException;
import dev.palate.problem.Sentence;
import java.util.List;

/** Attributes have a name or a value that is not allowed. */
public final class AttributesException extends ProblemException {

    private static final long serialVersionUID = 1L;

    AttributesException(List<FieldProblem> errors) {
        super(Kind.INVALID, "invalid-request", Sentence.of(errors.subList(0, 1)), errors);
    }
}
