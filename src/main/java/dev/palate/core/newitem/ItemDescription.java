package dev.palate.core.newitem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an item without any rating of it.
 *
 * @param title as published, for example {@code Star Wars (1977)}
 * @param year the year of publication; null: the one that the title ends with in parentheses, if there is one
 * @param categories in any order
 */
public record ItemDescription(String title, @Nullable Integer year, List<String> categories) {

    /** Of an item about which nothing is known. */
    public static final ItemDescription NONE = new ItemDescription("", null, List.of());

    public ItemDescription {
        categories = List.copyOf(categories);
    }
}
