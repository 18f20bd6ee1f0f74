package dev.palate.recommendation.scoring;

import org.jspecify.annotations.Nullable;

/**
 * A rating or interaction that contributed to a recommendation.
 *
 * @param rating the user's rating of the item, or the rating that the interaction represents
 * @param type the type of the interaction; null for a rating
 * @param contribution how much the score of the recommended item decreases without it
 */
public record Reason(
        String itemId, String title, float rating, @Nullable String type, float contribution) {}
