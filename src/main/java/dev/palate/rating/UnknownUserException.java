package dev.palate.rating;

import dev.palate.problem.ProblemException;

/** There is no user with that id. */
public class UnknownUserException extends ProblemException {

    public UnknownUserException(String userId) {
        super(Kind.NOT_FOUND, "unknown-user", "There is no user " + userId + ".");
    }
}
