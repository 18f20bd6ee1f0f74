package dev.palate.batch;

import dev.palate.catalogue.ErasureLock;
import dev.palate.recommendation.BulkRecommender;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Assembles what batches are executed with. */
@Configuration(proxyBeanMethods = false)
class BatchConfiguration {

    @Bean
    ListFormat listFormat(JsonMapper json) {
        return new ListFormat(json);
    }

    @Bean
    BatchRun.Parts batchParts(
            BatchStore store, ResultStore results, BulkRecommender recommender, ListFormat format, ErasureLock erasure) {
        return new BatchRun.Parts(store, results, recommender, format, erasure);
    }
}
