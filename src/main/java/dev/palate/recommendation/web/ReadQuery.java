package dev.palate.recommendation.web;

import dev.palate.recommendation.AssignedQuery;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * A query with the scenario and the arm that it follows.
 *
 * @param scenario null without one
 */
public record ReadQuery(AssignedQuery assigned, @Nullable Scenario scenario) {

    static ReadQuery of(RecommendationQuery query) {
        return new ReadQuery(AssignedQuery.of(query), null);
    }

    public RecommendationQuery query() {
        return assigned.query();
    }

    /** The same list without being counted. */
    ReadQuery outsideOfExperiments() {
        return new ReadQuery(AssignedQuery.of(query()), scenario);
    }
}
