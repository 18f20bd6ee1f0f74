package dev.palate.overload;

import dev.palate.problem.RefusalException;
import dev.palate.problem.Sentence;
import java.util.List;

/** A list in a body is too long, or too many of its elements are invalid. */
public final class InvalidListException extends RefusalException {

    private static final long serialVersionUID = 1L;

    private InvalidListException(String message, List<FieldProblem> errors) {
        super(Kind.INVALID, "invalid-request", message, errors);
    }

    public static InvalidListException tooLong(String field, int limit) {
        FieldProblem error = new FieldProblem(field, "must have at most " + limit + " elements");
        return new InvalidListException(Sentence.of(List.of(error)), List.of(error));
    }

    /** @param errors the first problems of the list; the rest of the body is not read */
    public static InvalidListException invalid(String field, List<FieldProblem> errors) {
        return new InvalidListException(
                field + " has many invalid elements; the first " + errors.size() + " problems are listed.", errors);
    }
}
