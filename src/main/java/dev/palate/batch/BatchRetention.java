package dev.palate.batch;

import dev.palate.batch.result.ResultStore;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes results after {@code palate.batches.retention}. */
@Component
class BatchRetention {

    private static final Logger log = LoggerFactory.getLogger(BatchRetention.class);

    private final ResultStore results;
    private final BatchSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BatchRetention(ResultStore results, BatchSettings settings, TransactionTemplate transaction, Clock clock) {
        this.results = results;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void deleteExpired() {
        OffsetDateTime now = OffsetDateTime.now(clock);
        OffsetDateTime oldest = now.minus(settings.retention());
        try {
            transaction.executeWithoutResult(status -> {
                int deleted = results.deleteOf(oldest, now);
                if (deleted > 0) {
                    log.info("Deleted the results of {} batches that ended before {}", deleted, oldest);
                }
            });
        } catch (DataAccessException e) {
            log.warn("Expired results were not deleted, which is retried in an hour: {}", e.getMessage());
        }
    }
}
