package dev.palate.batch;

import dev.palate.recommendation.query.RecommendationQuery;

/** Reads the queries of batches as clients write them. The batch keeps the text, so that a field that is added needs no column. */
public interface BatchQueries {

    /** @param parameters as JSON, as they were when the batch was submitted */
    RecommendationQuery read(String parameters);
}
