package dev.palate.ratingfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item as a file describes it.
 *
 * @param id as written, with the blanks around it
 * @param title in one line; empty if the file says none
 * @param year as written in a column of its own, else the year that the title ends with in parentheses
 * @param categories in the order of the file
 * @param details what the file says besides
 */
public record ItemRecord(
        String id, String title, @Nullable Integer year, List<String> categories, ItemDetails details) {

    public ItemRecord(String id, String title, @Nullable Integer year, List<String> categories) {
        this(id, title, year, categories, ItemDetails.NONE);
    }

    public ItemRecord {
        categories = List.copyOf(categories);
    }
}
