package dev.palate.recommendation.web;

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
 * @param coldItems the ids of the items without ratings when the model was trained
 */
record RecommendationsResponse(
        String recommendationId,
        String userId,
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String fallback,
        List<ItemEntry> items,
        Map<String, Integer> categoryCounts,
        List<String> coldItems) {

    static RecommendationsResponse of(String userId, Recommendations list, boolean explained) {
        return new RecommendationsResponse(
                list.issuedId(),
                userId,
                list.origin().model(),
                list.origin().version(),
                list.origin().fallback(),
                ItemEntry.of(list.items(), explained),
                list.categoryCounts(),
                list.coldItems());
    }
}
