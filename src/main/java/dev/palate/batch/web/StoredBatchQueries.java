package dev.palate.batch.web;

import dev.palate.batch.BatchQueries;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.web.RecommendationParameters;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores the parameters of batches as clients send them. */
@Component
class StoredBatchQueries implements BatchQueries {

    private final JsonMapper json;

    StoredBatchQueries(JsonMapper json) {
        this.json = json;
    }

    @Override
    public RecommendationQuery read(String parameters) {
        return json.readValue(parameters, RecommendationParameters.class).query();
    }

    String write(RecommendationParameters parameters) {
        return json.writeValueAsString(parameters);
    }
}
