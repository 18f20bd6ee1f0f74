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
 */
public record Item(String id, String title, @Nullable Integer year, List<String> categories) {

    public Item {
        categories = List.copyOf(categories);
    }
}
