package dev.palate.recommendation.web;

import dev.palate.recommendation.IdentifiedRecommendations;
import dev.palate.recommendation.Recommendations;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's list as JSON.
 *
 * @param recommendationId what events about its items refer to
 * @param model the algorithm that answered; null with a fallback
 * @param fallback {@code popularity} where no model could answer, else null
 */
record RecommendationsResponse(
        String recommendationId,
        String userId,
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String fallback,
        List<ItemEntry> items,
        Map<String, Integer> categoryCounts) {

    static RecommendationsResponse of(String userId, IdentifiedRecommendations made, boolean explained) {
        Recommendations list = made.list();
        return new RecommendationsResponse(
                made.recommendationId(),
                userId,
                list.origin().model(),
                list.origin().version(),
                list.origin().fallback(),
                ItemEntry.of(list.items(), explained),
                list.categoryCounts());
    }
}
