package dev.palate.recommendation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list, best first, and what made it.
 *
 * @param categoryCounts how many of the list's items have each category, the most frequent first
 */
public record Recommendations(Origin origin, List<RecommendedItem> items, Map<String, Integer> categoryCounts) {

    public Recommendations {
        items = List.copyOf(items);
        categoryCounts = Collections.unmodifiableMap(new LinkedHashMap<>(categoryCounts));
    }

    public static Recommendations of(Origin origin, List<RecommendedItem> items) {
        return new Recommendations(
                origin,
                items,
                CategoryCounts.of(items.stream().map(RecommendedItem::item).toList()));
    }
}
