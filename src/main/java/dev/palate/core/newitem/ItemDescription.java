package dev.palate.core.newitem;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an item without any rating of it.
 *
 * @param title as published, for example {@code Star Wars (1977)}
 * @param year the year of publication; null: the one that the title ends with in parentheses, if there is one
 * @param categories in any order
 * @param text a longer description; null if there is none
 * @param values by name: texts, numbers, booleans and lists of texts; others say nothing
 */
public record ItemDescription(
        String title,
        @Nullable Integer year,
        List<String> categories,
        @Nullable String text,
        SortedMap<String, Object> values) {

    /** Of an item about which nothing is known. */
    public static final ItemDescription NONE = new ItemDescription("", null, List.of());

    public ItemDescription {
        categories = List.copyOf(categories);
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Without a text and values. */
    public ItemDescription(String title, @Nullable Integer year, List<String> categories) {
        this(title, year, categories, null, Collections.emptySortedMap());
    }

    /** The same with a text and values, in any order. */
    public ItemDescription with(@Nullable String newText, Map<String, Object> newValues) {
        return new ItemDescription(title, year, categories, newText, new TreeMap<>(newValues));
    }
}
