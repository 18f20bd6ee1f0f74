package dev.palate.feedback;

import dev.palate.problem.ProblemException;

/** The id was not issued by this service, or its list is too old, or its user was erased. */
public final class UnknownRecommendationException extends ProblemException {

    private UnknownRecommendationException(String consequence) {
        super(
                Kind.NOT_FOUND,
                "unknown-recommendation",
                consequence + ": the id was not issued by this service, is too old, or its user was erased.");
    }

    static UnknownRecommendationException ofEvents() {
        return new UnknownRecommendationException("Events about this recommendation are not accepted");
    }

    static UnknownRecommendationException ofList() {
        return new UnknownRecommendationException("There is no list with this id, so it has no next page");
    }
}
