package dev.palate.recommendation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One list of a comparison.
 *
 * @param source {@code ratings}, or the model that was asked for
 * @param origin what made it, which may be a fallback; null for the user's own ratings
 */
public record NamedList(String source, @Nullable Origin origin, List<RecommendedItem> items) {

    public NamedList {
        items = List.copyOf(items);
    }

    /** How many of the list's items have each category, the most frequent first. */
    public Map<String, Integer> categoryCounts() {
        return CategoryCounts.of(items.stream().map(RecommendedItem::item).toList());
    }
}
