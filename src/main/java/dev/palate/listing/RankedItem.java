package dev.palate.listing;

import dev.palate.catalogue.Item;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item of a list that is the same for all users.
 *
 * @param rank its place in the list, from 1
 * @param figures what it is ranked by
 */
public record RankedItem(int rank, Item item, Figures figures) {

    /**
     * What an item is ranked by.
     *
     * @param score a higher one is better; of popular items the events, of trending ones the standardised excess, of latest ones the
     *     seconds since 1970
     * @param events in the window; null for latest items
     * @param expected the events that the item's past predicts; only of trending items
     * @param since when the item became available; only of latest items
     */
    public record Figures(
            double score,
            @Nullable Long events,
            @Nullable Double expected,
            @Nullable Instant since) {}
}
