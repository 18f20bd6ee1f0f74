package dev.palate.overview;

import dev.palate.attribute.Attributes;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * What is known about a user.
 *
 * @param interactions by type, the most frequent first
 */
public record UserFacts(String userId, Attributes attributes, RatingStatistics ratings, List<OfType> interactions) {

    public UserFacts {
        interactions = List.copyOf(interactions);
    }

    /**
     * The user's interactions of one type.
     *
     * @param items with which the user interacted
     * @param events the number of interactions, each repetition counted
     */
    @Schema(name = "UserInteractionsOfType")
    public record OfType(String type, long items, long events, Instant latestAt) {}
}
