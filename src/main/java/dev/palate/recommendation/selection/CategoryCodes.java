package dev.palate.recommendation.selection;

import dev.palate.catalogue.Item;
import java.util.HashMap;
import java.util.Map;

/** Numbers the categories of items in the order in which they first appear. */
final class CategoryCodes {

    private final Map<String, Integer> codes = new HashMap<>();

    /** The codes of the item's categories, ascending. */
    int[] of(Item item) {
        return item.categories().stream()
                .mapToInt(name -> codes.computeIfAbsent(name, absent -> codes.size()))
                .distinct()
                .sorted()
                .toArray();
    }
}
