package dev.palate.job;

import dev.palate.job.settings.JobSettings;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes ended jobs after {@code palate.jobs.retention}; uses {@link JdbcClient} because it deletes in bulk. The rows of the
 * features follow by their foreign keys.
 */
@Component
class JobRetention {

    private static final Logger log = LoggerFactory.getLogger(JobRetention.class);
    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final JobSettings settings;
    private final Clock clock;

    JobRetention(JdbcClient jdbc, JobSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void deleteExpired() {
        OffsetDateTime oldest = OffsetDateTime.now(clock).minus(settings.retention());
        try {
            int deleted;
            do {
                deleted = jdbc.sql("""
                                delete from jobs where id in (
                                    select id from jobs where ended_at < ? order by ended_at limit ? for update skip locked)""").params(oldest, BATCH).update();
                if (deleted > 0) {
                    log.info("Deleted {} jobs that ended before {}", deleted, oldest);
                }
            } while (deleted == BATCH);
        } catch (DataAccessException e) {
            log.warn("Expired jobs were not deleted, which is retried in an hour: {}", e.getMessage());
        }
    }
}
