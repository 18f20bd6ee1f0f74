package dev.palate.recommendation.selection;

import dev.palate.catalogue.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the items of a list by category. */
public final class CategoryCounts {

    private CategoryCounts() {}

    /**
     * Counts by category, the most frequent first; equal counts in the order in which the list first shows them. An item
     * counts once for each of its categories.
     */
    public static Map<String, Integer> of(List<Item> items) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Item item : items) {
            for (String category : item.categories()) {
                counts.merge(category, 1, Integer::sum);
            }
        }
        List<Map.Entry<String, Integer>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
        Map<String, Integer> ordered = new LinkedHashMap<>();
        entries.forEach(e -> ordered.put(e.getKey(), e.getValue()));
        return Collections.unmodifiableMap(ordered);
    }
}
