package dev.palate.catalogue.search;

import dev.palate.catalogue.Item;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A filter for items; an absent value does not restrict.
 *
 * @param query a part of the title, ignoring case
 * @param category one of the item's categories, ignoring case
 * @param hidden whether the item is hidden
 * @param filter a CEL expression over the item
 */
public record ItemQuery(
        @Nullable String query,
        @Nullable String category,
        @Nullable Boolean hidden,

        @Schema(description = "A CEL expression over the item, such as item.attributes.price < 20.") @Nullable
        String filter) {

    boolean matches(Item item) {
        return (query == null || contains(item.title(), query))
                && (category == null || item.categories().stream().anyMatch(category::equalsIgnoreCase))
                && (hidden == null || hidden == item.hidden());
    }

    private static boolean contains(String title, String part) {
        return title.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
