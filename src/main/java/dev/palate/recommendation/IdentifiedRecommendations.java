package dev.palate.recommendation;

/**
 * A list that is given to somebody.
 *
 * @param recommendationId what events about its items refer to
 */
public record IdentifiedRecommendations(String recommendationId, Recommendations list) {}
