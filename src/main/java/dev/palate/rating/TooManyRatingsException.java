package dev.palate.rating;

/** The batch holds more ratings than are taken at once. */
public class TooManyRatingsException extends RatingException {

    public TooManyRatingsException(int limit) {
        super(
                Kind.TOO_LARGE,
                "too-many-ratings",
                "A batch holds at most " + limit + " ratings; send several, or POST /imports.");
    }
}
