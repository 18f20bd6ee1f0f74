package dev.palate.recommendation;

import dev.palate.experiment.Assignment;
import dev.palate.feedback.ListSource.ListExperiment;
import dev.palate.recommendation.query.Followed;
import dev.palate.recommendation.query.Followed.FollowedArm;
import dev.palate.recommendation.query.Followed.FollowedScenario;
import dev.palate.recommendation.query.RecommendationQuery;
import org.jspecify.annotations.Nullable;

/**
 * The query that computes a user's list, and the scenario and the arm of the experiment that it comes from.
 *
 * @param assignment null outside of experiments
 * @param scenario null without one
 */
public record AssignedQuery(
        RecommendationQuery query,
        @Nullable Assignment assignment,
        @Nullable FollowedScenario scenario) {

    /** Outside of experiments. */
    public static AssignedQuery of(RecommendationQuery query, @Nullable FollowedScenario scenario) {
        return new AssignedQuery(query, null, scenario);
    }

    /** What responses name. */
    public Followed followed() {
        FollowedArm arm = assignment == null
                ? null
                : new FollowedArm(assignment.experiment(), assignment.arm().name(), assignment.ended());
        return new Followed(scenario, arm);
    }

    /** What events about the list count for; null also after the end of the experiment. */
    @Nullable
    ListExperiment counted() {
        return assignment == null || assignment.ended()
                ? null
                : new ListExperiment(assignment.experimentId(), assignment.position());
    }

    /** Responses name the scenario and the arm, so that equal lists of different ones have different digests. */
    ContentDigest digest(ContentDigest ofList) {
        return followed().equals(Followed.NOTHING)
                ? ofList
                : ContentDigest.of("%d %d %s %s"
                        .formatted(
                                ofList.first(),
                                ofList.second(),
                                scenario == null ? "" : scenario.name() + " " + scenario.version(),
                                assignment == null
                                        ? ""
                                        : "%d %d %b"
                                                .formatted(
                                                        assignment.experimentId(),
                                                        assignment.position(),
                                                        assignment.ended())));
    }
}
