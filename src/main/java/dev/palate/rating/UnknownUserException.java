package dev.palate.rating;

/** There is no user with that id. */
public class UnknownUserException extends RatingException {

    private final String userId;

    public UnknownUserException(String userId) {
        super(Kind.NOT_FOUND, "unknown-user", "There is no user " + userId + ".");
        this.userId = userId;
    }

    public String userId() {
        return userId;
    }
}
