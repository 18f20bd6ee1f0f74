package dev.palate.overview;

import dev.palate.catalogue.Catalogue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Records the totals of each day; uses {@link JdbcClient} because every process writes the row of today, and the last one counts.
 */
@Component
class DailyTotals {

    private static final Logger log = LoggerFactory.getLogger(DailyTotals.class);
    private static final int DAYS_KEPT = 400;

    private final JdbcClient jdbc;
    private final TableCounts counts;
    private final Catalogue catalogue;
    private final Clock clock;

    DailyTotals(JdbcClient jdbc, TableCounts counts, Catalogue catalogue, Clock clock) {
        this.jdbc = jdbc;
        this.counts = counts;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    Totals current() {
        return new Totals(
                counts.of(TableCounts.Table.USERS),
                Total.exact(catalogue.snapshot().size()),
                counts.of(TableCounts.Table.RATINGS),
                counts.of(TableCounts.Table.INTERACTIONS));
    }

    /** The last days for which totals are recorded, in ascending order, and today with {@code current}. */
    List<DayTotals> lastDays(int days, Totals current) {
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        List<DayTotals> found = new ArrayList<>(jdbc.sql("""
                        select day, users, items, ratings, interactions from daily_totals
                        where day > ? and day < ? order by day""")
                .params(today.minusDays(days), today)
                .query((row, n) -> day(row))
                .list());
        found.add(DayTotals.of(today, current));
        return found;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 15, timeUnit = TimeUnit.MINUTES)
    void record() {
        try {
            Totals now = current();
            LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
            jdbc.sql("""
                            insert into daily_totals (day, users, items, ratings, interactions, recorded_at)
                            values (?, ?, ?, ?, ?, ?)
                            on conflict (day) do update set users = excluded.users, items = excluded.items,
                                ratings = excluded.ratings, interactions = excluded.interactions,
                                recorded_at = excluded.recorded_at""")
                    .params(
                            today,
                            now.users().count(),
                            now.items().count(),
                            now.ratings().count(),
                            now.interactions().count(),
                            OffsetDateTime.now(clock))
                    .update();
            jdbc.sql("delete from daily_totals where day < ?")
                    .param(today.minusDays(DAYS_KEPT))
                    .update();
        } catch (DataAccessException e) {
            log.warn("The totals of today were not recorded, which is retried: {}", e.getMessage());
        }
    }

    private static DayTotals day(ResultSet row) throws SQLException {
        return new DayTotals(
                row.getObject(1, LocalDate.class), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
    }
}
