package dev.palate.batch;

import dev.palate.recommendation.query.RecommendationQuery;

/** Reads the queries of batches. A batch keeps the text, so that a field that is added needs no column. */
public interface BatchQueries {

    /** @param parameters the query as JSON */
    RecommendationQuery read(String parameters);
}
