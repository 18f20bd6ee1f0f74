package dev.palate.rating.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user thinks of an item, as a rating. The SQL function {@code preferences} defines it.
 *
 * @param value on the rating scale
 * @param at the time of the rating or interaction that it comes from
 * @param type the type of that interaction; null for a rating
 * @param negative whether that interaction is negative; false for a rating
 */
public record Preference(
        String itemId, float value, Instant at, @Nullable String type, boolean negative) {

    /** The preference that a rating is. */
    public static Preference ofRating(String itemId, float value, Instant ratedAt) {
        return new Preference(itemId, value, ratedAt, null, false);
    }

    /** Whether the user has done what users do with items that they like. */
    public boolean isPositiveInteraction() {
        return type != null && !negative;
    }

    public boolean isRating() {
        return type == null;
    }
}
