package dev.palate.recommendation;

import java.util.List;

/**
 * A visitor's list.
 *
 * @param recommendationId what events about its items refer to
 * @param ignored ids of rated items that were not folded in: unknown to the model or to the catalogue
 */
public record VisitorRecommendations(String recommendationId, Recommendations recommendations, List<String> ignored) {

    public VisitorRecommendations {
        ignored = List.copyOf(ignored);
    }
}
