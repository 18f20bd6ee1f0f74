package dev.palate.batch.web;

import dev.palate.batch.BatchQueries;
import dev.palate.recommendation.AssignedQuery;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.query.StoredQuery;
import dev.palate.recommendation.web.QueryReader;
import dev.palate.recommendation.web.RecommendationParameters;
import dev.palate.rule.ExpressionCompiler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores the queries of batches. A scenario counts as it is when the batch is submitted. */
@Component
class StoredBatchQueries implements BatchQueries {

    private final JsonMapper json;
    private final QueryReader reader;
    private final ExpressionCompiler compiler;

    StoredBatchQueries(JsonMapper json, QueryReader reader, ExpressionCompiler compiler) {
        this.json = json;
        this.reader = reader;
        this.compiler = compiler;
    }

    @Override
    public RecommendationQuery read(String parameters) {
        return json.readValue(parameters, StoredQuery.class).query(compiler);
    }

    /** The query as JSON, without what the scenario says. */
    String requested(RecommendationParameters parameters) {
        return json.writeValueAsString(parameters);
    }

    /** The query as JSON, with what the scenario says that the parameters name. */
    String write(RecommendationParameters parameters) {
        AssignedQuery read = reader.read(parameters);
        return json.writeValueAsString(StoredQuery.of(read.query(), read.followed()));
    }
}
