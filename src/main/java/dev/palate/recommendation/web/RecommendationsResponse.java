package dev.palate.recommendation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.experiment.Assignment;
import dev.palate.recommendation.Recommendations;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's list as JSON.
 *
 * @param recommendationId what feedback events refer to
 * @param model the algorithm; null with a fallback
 * @param fallback the list that replaced the model, such as {@code popularity}; null with a model, and for a list that its rules left empty
 * @param experiment the arm that computed the list; absent outside of experiments
 * @param coldItems the ids of the items without ratings when the model was trained
 * @param scenario that the list follows; absent without one
 * @param reason why the list is empty, in a sentence; absent if it is not
 */
record RecommendationsResponse(
        String recommendationId,
        String userId,
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String fallback,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ExperimentEntry experiment,

        @ArraySchema(schema = @Schema(implementation = ItemEntry.class))
        ItemEntries items,

        Map<String, Integer> categoryCounts,
        List<String> coldItems,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ScenarioReference scenario,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

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

    static RecommendationsResponse of(String userId, Recommendations list, ReadQuery query) {
        return of(
                userId,
                list,
                query,
                ItemEntries.of(ItemEntry.of(list.items(), query.query().explain())));
    }

    /** @param items of the list */
    static RecommendationsResponse of(String userId, Recommendations list, ReadQuery query, ItemEntries items) {
        return new RecommendationsResponse(
                list.issuedId(),
                userId,
                list.origin().model(),
                list.origin().version(),
                list.fallback(),
                ExperimentEntry.of(query.assigned().assignment()),
                items,
                list.categoryCounts(),
                list.coldItems(),
                ScenarioReference.of(query.scenario()),
                list.reason());
    }
}
