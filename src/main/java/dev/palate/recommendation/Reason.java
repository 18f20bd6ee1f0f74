package dev.palate.recommendation;

/**
 * A rating that carried a recommendation.
 *
 * @param rating the user's rating of the item
 * @param contribution by how much the recommended item's score falls when this rating is left out
 */
public record Reason(String itemId, String title, float rating, float contribution) {}
