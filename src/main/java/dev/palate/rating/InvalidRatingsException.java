package dev.palate.rating;

import java.util.List;
import java.util.stream.Collectors;

/** Some of the given ratings are invalid, so none of them was written. */
public class InvalidRatingsException extends RatingException {

    private final List<FieldProblem> errors;

    /**
     * @param errors one entry for each wrong value; in a batch, the field begins with the index of the rating
     */
    public InvalidRatingsException(List<FieldProblem> errors) {
        super(Kind.INVALID, "invalid-rating", describe(errors));
        this.errors = List.copyOf(errors);
    }

    @Override
    public List<FieldProblem> errors() {
        return errors;
    }

    private static String describe(List<FieldProblem> errors) {
        return errors.stream()
                .limit(5)
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; "));
    }
}
