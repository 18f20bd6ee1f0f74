package dev.palate.rating;

import dev.palate.problem.ProblemException;

/** The user has not rated the item. */
public class UnknownRatingException extends ProblemException {

    public UnknownRatingException(String userId, String itemId) {
        super(Kind.NOT_FOUND, "unknown-rating", "User " + userId + " has not rated item " + itemId + ".");
    }
}
