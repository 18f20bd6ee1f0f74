package dev.palate.recommendation.scoring;

/**
 * A rating that contributed to a recommendation.
 *
 * @param rating the user's rating of the item
 * @param contribution how much the score of the recommended item decreases without this rating
 */
public record Reason(String itemId, String title, float rating, float contribution) {}
