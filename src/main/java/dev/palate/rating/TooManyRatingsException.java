package dev.palate.rating;

import dev.palate.problem.ProblemException;

/** The batch contains more ratings than the limit. */
public class TooManyRatingsException extends ProblemException {

    public TooManyRatingsException(int limit) {
        super(
                Kind.TOO_LARGE,
                "too-many-ratings",
                "A batch contains at most " + limit + " ratings; send several batches, or use POST /imports.");
    }
}
