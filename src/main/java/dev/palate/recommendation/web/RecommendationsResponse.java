package dev.palate.recommendation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.experiment.Assignment;
import dev.palate.recommendation.Recommendations;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's list as JSON.
 *
 * @param recommendationId what feedback events refer to
 * @param model the algorithm; null with a fallback
 * @param fallback {@code popularity} if no model could score the user, otherwise null
 * @param experiment the arm that computed the list; absent outside of experiments
 * @param coldItems the ids of the items without ratings when the model was trained
 */
record RecommendationsResponse(
        String recommendationId,
        String userId,
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String fallback,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ExperimentEntry experiment,
        List<ItemEntry> items,
        Map<String, Integer> categoryCounts,
        List<String> coldItems) {

    /**
     * @param ended whether the experiment has ended: then all users get this arm, and nothing is counted
     */
    record ExperimentEntry(String name, String arm, boolean ended) {

        static @Nullable ExperimentEntry of(@Nullable Assignment assignment) {
            return assignment == null
                    ? null
                    : new ExperimentEntry(
                            assignment.experiment(), assignment.arm().name(), assignment.ended());
        }
    }

    static RecommendationsResponse of(String userId, Recommendations list, boolean explained) {
        return of(userId, list, explained, null);
    }

    static RecommendationsResponse of(
            String userId, Recommendations list, boolean explained, @Nullable Assignment assignment) {
        return new RecommendationsResponse(
                list.issuedId(),
                userId,
                list.origin().model(),
                list.origin().version(),
                list.origin().fallback(),
                ExperimentEntry.of(assignment),
                ItemEntry.of(list.items(), explained),
                list.categoryCounts(),
                list.coldItems());
    }
}
