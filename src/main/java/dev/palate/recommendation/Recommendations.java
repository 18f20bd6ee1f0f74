package dev.palate.recommendation;

import java.util.List;
import java.util.Map;

/**
 * A list, best first, and what made it.
 *
 * @param categoryCounts how many of the list's items have each category, the most frequent first
 */
public record Recommendations(Origin origin, List<RecommendedItem> items, Map<String, Integer> categoryCounts) {

    public static Recommendations of(Origin origin, List<RecommendedItem> items) {
        List<RecommendedItem> places = List.copyOf(items);
        return new Recommendations(
                origin,
                places,
                CategoryCounts.of(places.stream().map(RecommendedItem::item).toList()));
    }
}
