package dev.palate.recommendation;

import dev.palate.experiment.Assignment;
import dev.palate.feedback.ListSource.ListExperiment;
import dev.palate.recommendation.query.RecommendationQuery;
import org.jspecify.annotations.Nullable;

/**
 * The query that computes a user's list, and the arm of the experiment that it comes from.
 *
 * @param assignment null outside of experiments
 */
public record AssignedQuery(
        RecommendationQuery query, @Nullable Assignment assignment) {

    /** Outside of experiments. */
    public static AssignedQuery of(RecommendationQuery query) {
        return new AssignedQuery(query, null);
    }

    /** What events about the list count for; null also after the end of the experiment. */
    @Nullable
    ListExperiment counted() {
        return assignment == null || assignment.ended()
                ? null
                : new ListExperiment(assignment.experimentId(), assignment.position());
    }

    /** Responses name the arm, so that equal lists of different arms have different digests. */
    ContentDigest digest(ContentDigest ofList) {
        return assignment == null
                ? ofList
                : ContentDigest.of("%d %d %d %d %b"
                        .formatted(
                                ofList.first(),
                                ofList.second(),
                                assignment.experimentId(),
                                assignment.position(),
                                assignment.ended()));
    }
}
