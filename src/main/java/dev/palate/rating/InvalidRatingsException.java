package dev.palate.rating;

import dev.palate.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;

/** Some of the given ratings are invalid, so none of them was written. */
public class InvalidRatingsException extends ProblemException {

    /**
     * @param errors one entry for each wrong value; in a batch, the field begins with the index of the rating
     */
    public InvalidRatingsException(List<FieldProblem> errors) {
        super(Kind.INVALID, "invalid-rating", describe(errors), errors);
    }

    private static String describe(List<FieldProblem> errors) {
        return errors.stream()
                .limit(5)
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; "));
    }
}
