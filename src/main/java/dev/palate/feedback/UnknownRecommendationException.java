package dev.palate.feedback;

import dev.palate.problem.ProblemException;

/** The id was not issued by this service, or its list is too old, or its user was erased. */
public final class UnknownRecommendationException extends ProblemException {

    UnknownRecommendationException() {
        super(
                Kind.NOT_FOUND,
                "unknown-recommendation",
                "Events about this recommendation are not accepted: the id was not issued by this service, is too old, or"
                        + " its user was erased.");
    }
}
