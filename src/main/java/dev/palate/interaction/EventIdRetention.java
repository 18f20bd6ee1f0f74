package dev.palate.interaction;

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
 * Deletes the ids of events after {@code palate.interactions.event-ids-kept}; uses {@link JdbcClient} because it deletes in bulk.
 */
@Component
class EventIdRetention {

    private static final Logger log = LoggerFactory.getLogger(EventIdRetention.class);
    private static final int BATCH = 10_000;

    private final JdbcClient jdbc;
    private final InteractionSettings settings;
    private final Clock clock;

    EventIdRetention(JdbcClient jdbc, InteractionSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void deleteExpired() {
        OffsetDateTime oldest = OffsetDateTime.now(clock).minus(settings.eventIdsKept());
        try {
            int deleted;
            do {
                deleted = jdbc.sql("""
                                delete from interaction_event_ids where id in (
                                    select id from interaction_event_ids where received_at < ?
                                    order by received_at limit ? for update skip locked)""").params(oldest, BATCH).update();
            } while (deleted == BATCH);
        } catch (DataAccessException e) {
            log.warn("Expired ids of events were not deleted, which is retried in an hour: {}", e.getMessage());
        }
    }
}
