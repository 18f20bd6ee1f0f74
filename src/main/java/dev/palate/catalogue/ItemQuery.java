package dev.palate.catalogue;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A filter for items; an absent value does not restrict.
 *
 * @param query a part of the title, ignoring case
 * @param category one of the item's categories, ignoring case
 * @param hidden whether the item is hidden
 */
public record ItemQuery(
        @Nullable String query,
        @Nullable String category,
        @Nullable Boolean hidden) {

    boolean matches(Item item) {
        return (query == null || contains(item.title(), query))
                && (category == null || item.categories().stream().anyMatch(category::equalsIgnoreCase))
                && (hidden == null || hidden == item.hidden());
    }

    private static boolean contains(String title, String part) {
        return title.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
