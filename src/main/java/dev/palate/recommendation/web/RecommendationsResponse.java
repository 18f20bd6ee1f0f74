package dev.palate.recommendation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.query.Followed;
import dev.palate.recommendation.query.Followed.FollowedArm;
import dev.palate.recommendation.query.Followed.FollowedScenario;
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FollowedArm experiment,

        @ArraySchema(schema = @Schema(implementation = ItemEntry.class))
        ItemEntries items,

        Map<String, Integer> categoryCounts,
        List<String> coldItems,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FollowedScenario scenario,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

    /** @param explained whether each item names what contributed to it */
    static RecommendationsResponse of(String userId, Recommendations list, Followed followed, boolean explained) {
        return of(userId, list, followed, ItemEntries.of(ItemEntry.of(list.items(), explained)));
    }

    /** @param items of the list */
    static RecommendationsResponse of(String userId, Recommendations list, Followed followed, ItemEntries items) {
        return new RecommendationsResponse(
                list.issuedId(),
                userId,
                list.origin().model(),
                list.origin().version(),
                list.fallback(),
                followed.experiment(),
                items,
                list.categoryCounts(),
                list.coldItems(),
                followed.scenario(),
                list.reason());
    }
}
