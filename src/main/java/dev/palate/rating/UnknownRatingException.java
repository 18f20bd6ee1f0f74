package dev.palate.rating;

/** The user has not rated the item. */
public class UnknownRatingException extends RatingException {

    public UnknownRatingException(String userId, String itemId) {
        super(Kind.NOT_FOUND, "unknown-rating", "User " + userId + " has not rated item " + itemId + ".");
    }
}
