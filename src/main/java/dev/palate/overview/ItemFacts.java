package dev.palate.overview;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * What users did with an item.
 *
 * @param interactions by type, the most frequent first
 */
public record ItemFacts(String itemId, RatingStatistics ratings, List<OfType> interactions) {

    public ItemFacts {
        interactions = List.copyOf(interactions);
    }

    /**
     * The interactions of one type with the item.
     *
     * @param users who interacted
     * @param events the number of interactions, each repetition counted
     */
    @Schema(name = "ItemInteractionsOfType")
    public record OfType(String type, long users, long events, Instant latestAt) {}
}
