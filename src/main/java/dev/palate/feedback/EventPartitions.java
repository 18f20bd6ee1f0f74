package dev.palate.feedback;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that events have the partition of their day: makes those of the next days, and drops those of days whose
 * retention is over. Every replica does; one at a time. No request waits for it longer than a lock is tried for.
 */
@Component
class EventPartitions implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventPartitions.class);
    private static final String TABLE = "recommendation_events";
    private static final String PREFIX = TABLE + "_";
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    /** So many days may pass in which nobody can make partitions. */
    private static final int AHEAD = 7;
    /** Any number that nothing else in this database locks. */
    private static final long LOCK = 0x66656564L;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FeedbackSettings settings;
    private final Clock clock;
    private volatile boolean running;

    EventPartitions(JdbcClient jdbc, TransactionTemplate transaction, FeedbackSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /** Before the first request can come. */
    @Override
    public void start() {
        keep();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Scheduled(fixedDelayString = "${palate.feedback.upkeep:1h}", initialDelayString = "${palate.feedback.upkeep:1h}")
    void keep() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        attempt(() -> make(today.minusDays(1), today.plusDays(AHEAD)));
        attempt(() -> dropBefore(today.minusDays(settings.retention().toDays())));
    }

    private void attempt(Runnable work) {
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("set local lock_timeout = '2s'").update();
                jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query(row -> {});
                work.run();
            });
        } catch (DataAccessException | TransactionException e) {
            log.warn("The partitions of {} stay as they are until the next try: {}", TABLE, e.getMessage());
        }
    }

    private void make(LocalDate first, LocalDate last) {
        List<LocalDate> there = days();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (!there.contains(day)) {
                // Attached, not made in place: that would lock the table for everybody.
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
                log.info("The events of answers of {} are dropped: their retention is over", day);
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
