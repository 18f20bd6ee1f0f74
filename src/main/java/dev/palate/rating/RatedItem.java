package dev.palate.rating;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rating together with the details of its item. */
public record RatedItem(
        String itemId, String title, @Nullable Integer year, List<String> categories, float value, Instant ratedAt) {

    public RatedItem {
        categories = List.copyOf(categories);
    }
}
