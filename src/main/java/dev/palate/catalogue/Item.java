package dev.palate.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item that users can rate.
 *
 * @param id the caller's id
 * @param title as published, for example {@code Star Wars (1977)}
 * @param year the year of publication, if known
 * @param categories for example genres, in the caller's order
 * @param hidden whether the item is in no list, for example because it is out of stock; its ratings count all the same
 */
public record Item(String id, String title, @Nullable Integer year, List<String> categories, boolean hidden) {

    public Item {
        categories = List.copyOf(categories);
    }

    /** An item that is not hidden. */
    public Item(String id, String title, @Nullable Integer year, List<String> categories) {
        this(id, title, year, categories, false);
    }

    Item withHidden(boolean newHidden) {
        return new Item(id, title, year, categories, newHidden);
    }

    /** The memory that the item needs in a snapshot, estimated as {@code item_bytes} of the database does. */
    public long memory() {
        return 250
                + id.length()
                + title.length()
                + categories.stream()
                        .mapToLong(category -> 60 + category.length())
                        .sum();
    }
}
