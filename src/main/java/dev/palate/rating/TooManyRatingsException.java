package dev.palate.rating;

/** The batch contains more ratings than the limit. */
public class TooManyRatingsException extends RatingException {

    public TooManyRatingsException(int limit) {
        super(
                Kind.TOO_LARGE,
                "too-many-ratings",
                "A batch contains at most " + limit + " ratings; send several batches, or use POST /imports.");
    }
}
