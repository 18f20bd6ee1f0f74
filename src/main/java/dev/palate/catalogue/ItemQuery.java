package dev.palate.catalogue;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which items to list; what is absent does not restrict.
 *
 * @param query part of the title, in any case
 * @param category one of the item's categories, in any case
 */
public record ItemQuery(@Nullable String query, @Nullable String category) {

    boolean matches(Item item) {
        return (query == null || contains(item.title(), query))
                && (category == null || item.categories().stream().anyMatch(category::equalsIgnoreCase));
    }

    private static boolean contains(String title, String part) {
        return title.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
