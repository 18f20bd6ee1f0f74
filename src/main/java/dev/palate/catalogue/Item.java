package dev.palate.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that users rate.
 *
 * @param id the caller's own id
 * @param title as published, for example {@code Star Wars (1977)}
 * @param year when it came out, where known
 * @param categories such as genres, in the caller's order
 */
public record Item(String id, String title, @Nullable Integer year, List<String> categories) {

    public Item {
        categories = List.copyOf(categories);
    }
}
