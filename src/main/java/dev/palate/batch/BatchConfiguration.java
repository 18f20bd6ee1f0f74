package dev.palate.batch;

import dev.palate.batch.result.ListFormat;
import dev.palate.batch.result.ResultStore;
import dev.palate.catalogue.ErasureLock;
import dev.palate.recommendation.BulkRecommender;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Assembles what batches are executed with. */
@Configuration(proxyBeanMethods = false)
class BatchConfiguration {

    @Bean
    BatchRun.Parts batchParts(
            BatchStore store,
            ResultStore results,
            BulkRecommender recommender,
            ListFormat format,
            ErasureLock erasure) {
        return new BatchRun.Parts(store, results, recommender, format, erasure);
    }
}
