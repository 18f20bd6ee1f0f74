package dev.palate.feedback;

import dev.palate.database.AdvisoryLock;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Maintains the daily partitions of the events, with {@code JdbcClient} because it consists of DDL: creates those of the next
 * days and drops those whose retention has ended. Every replica runs it, one at a time. A lock time-out bounds how long
 * requests can wait for it.
 */
@Component
class EventPartitions implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(EventPartitions.class);
    private static final String TABLE = "recommendation_events";
    private static final String PREFIX = TABLE + "_";
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    /** How many days of events can be stored while partitions cannot be created. */
    private static final int DAYS_AHEAD = 7;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FeedbackSettings settings;
    private final Clock clock;

    EventPartitions(JdbcClient jdbc, TransactionTemplate transaction, FeedbackSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /** Runs before the web server accepts requests. */
    @Override
    public void afterPropertiesSet() {
        maintain();
    }

    @Scheduled(fixedDelayString = "${palate.feedback.upkeep:1h}", initialDelayString = "${palate.feedback.upkeep:1h}")
    void maintain() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        inTransaction(() -> create(today.minusDays(1), today.plusDays(DAYS_AHEAD)));
        inTransaction(() -> dropBefore(today.minusDays(settings.retention().toDays())));
    }

    private void inTransaction(Runnable work) {
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("set local lock_timeout = '2s'").update();
                AdvisoryLock.EVENT_PARTITIONS.hold(jdbc);
                work.run();
            });
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "The partitions of {} could not be maintained; this is retried at the next interval: {}",
                    TABLE,
                    e.getMessage());
        }
    }

    private void create(LocalDate first, LocalDate last) {
        List<LocalDate> existing = days();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (!existing.contains(day)) {
                // "create table ... partition of" would take an exclusive lock on the whole table; attaching does not.
                jdbc.sql("create table %s (like %s including all)".formatted(name(day), TABLE))
                        .update();
                jdbc.sql("alter table %s attach partition %s for values from ('%s') to ('%s')"
                                .formatted(TABLE, name(day), day, day.plusDays(1)))
                        .update();
            }
        }
    }

    private void dropBefore(LocalDate first) {
        for (LocalDate day : days()) {
            if (day.isBefore(first)) {
                jdbc.sql("drop table " + name(day)).update();
                log.info("Dropped the events about lists of {}: their retention has ended", day);
            }
        }
    }

    private List<LocalDate> days() {
        return jdbc.sql("""
                        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                        where i.inhparent = ?::regclass""").param(TABLE).query(String.class).list().stream()
                .map(name -> LocalDate.parse(name.substring(PREFIX.length()), DAY))
                .toList();
    }

    private static String name(LocalDate day) {
        return PREFIX + DAY.format(day);
    }
}
