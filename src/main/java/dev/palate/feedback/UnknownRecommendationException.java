package dev.palate.feedback;

/** The id is not that of an answer of this service, or its answer is too old, or its user was erased. */
public final class UnknownRecommendationException extends FeedbackException {

    private static final long serialVersionUID = 1L;

    UnknownRecommendationException() {
        super(
                Kind.NOT_FOUND,
                "unknown-recommendation",
                "This is not the id of a recommendation that events are kept of: it is not one of this service, too old, or"
                        + " its user was erased.");
    }
}
