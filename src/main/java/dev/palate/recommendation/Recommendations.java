package dev.palate.recommendation;

import java.util.List;
import java.util.Map;

/** A list, best first, and what made it. */
public record Recommendations(Origin origin, List<RecommendedItem> items) {

    public Recommendations {
        items = List.copyOf(items);
    }

    /** How many of the list's items have each category, the most frequent first. */
    public Map<String, Integer> categoryCounts() {
        return CategoryCounts.of(items.stream().map(RecommendedItem::item).toList());
    }
}
