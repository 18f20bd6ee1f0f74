package dev.palate.listing.event;

import dev.palate.database.AdvisoryLock;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds the changes that triggers have recorded to the counts, with {@link JdbcClient} because it works in bulk. One transaction at a time
 * does so, and no other one writes counts: nothing can deadlock, and no writer of ratings waits.
 */
@Repository
class EventMerge {

    static final int MOST_CHANGES = 500_000;
    /** As long as the longest window of a list, and a week more. */
    private static final int DAYS_KEPT = 373;

    private static final String MERGE = """
            with taken as (
                delete from item_event_changes where ctid = any (array(select ctid from item_event_changes limit ?))
                returning day, item_id, type_id, events),
            old as (
                insert into item_events_before as b (item_id, type_id, events)
                select item_id, type_id, sum(events) from taken where day < ? group by 1, 2 having sum(events) <> 0
                order by 1, 2
                on conflict (item_id, type_id) do update set events = b.events + excluded.events
                returning item_id, type_id, events),
            recent as (
                insert into item_events as e
                    (week, item_id, type_id, monday, tuesday, wednesday, thursday, friday, saturday, sunday)
                select week, item_id, type_id,
                    coalesce(sum(events) filter (where weekday = 0), 0), coalesce(sum(events) filter (where weekday = 1), 0),
                    coalesce(sum(events) filter (where weekday = 2), 0), coalesce(sum(events) filter (where weekday = 3), 0),
                    coalesce(sum(events) filter (where weekday = 4), 0), coalesce(sum(events) filter (where weekday = 5), 0),
                    coalesce(sum(events) filter (where weekday = 6), 0)
                from (
                    select day - (day - date '2001-01-01') % 7 as week, (day - date '2001-01-01') % 7 as weekday,
                        item_id, type_id, events
                    from taken where day >= ?) by_week
                group by 1, 2, 3
                order by 1, 2, 3
                on conflict (week, item_id, type_id) do update set
                    monday = e.monday + excluded.monday, tuesday = e.tuesday + excluded.tuesday,
                    wednesday = e.wednesday + excluded.wednesday, thursday = e.thursday + excluded.thursday,
                    friday = e.friday + excluded.friday, saturday = e.saturday + excluded.saturday,
                    sunday = e.sunday + excluded.sunday
                returning week, item_id, type_id, (monday, tuesday, wednesday, thursday, friday, saturday, sunday)
                    = (0, 0, 0, 0, 0, 0, 0) as empty)
            select (select count(*) from taken), array_agg(week), array_agg(item_id), array_agg(type_id)
            from (
                select week, item_id, type_id from recent where empty
                union all select null, item_id, type_id from old where events = 0) emptied""";

    private static final String FOLD = """
            with old as (
                delete from item_events where week < ?
                returning item_id, type_id,
                    monday::bigint + tuesday + wednesday + thursday + friday + saturday + sunday as events)
            insert into item_events_before as b (item_id, type_id, events)
            select item_id, type_id, sum(events) from old group by 1, 2 having sum(events) <> 0 order by 1, 2
            on conflict (item_id, type_id) do update set events = b.events + excluded.events""";

    private final JdbcClient jdbc;
    private final Clock clock;

    EventMerge(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether there is something to merge, to fold or to count. */
    boolean isDue() {
        return jdbc.sql("""
                        select exists (select from item_event_changes)
                            or exists (select from item_events where week < ?)
                            or exists (select from item_event_revision where not complete)""").param(firstWeek()).query(Boolean.class).single();
    }

    /**
     * Counts what was stored before there were triggers, unless it is counted or another process merges.
     *
     * <p>Every stored event is counted from one snapshot, and the changes that the snapshot contains are deleted: so each event counts
     * once, whatever writers do meanwhile.
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public void countStored() {
        if (!AdvisoryLock.EVENT_COUNTS.tryHold(jdbc) || isComplete()) {
            return;
        }
        jdbc.sql("set local work_mem = '96MB'").update();
        jdbc.sql("delete from item_event_changes").update();
        jdbc.sql("delete from item_events").update();
        jdbc.sql("delete from item_events_before").update();
        jdbc.sql("""
                        insert into item_event_changes (day, item_id, type_id, events)
                        select case when day < ? then '-infinity' else day end, item_id, type_id, count(*)
                        from counted_events group by 1, 2, 3""").param(firstWeek()).update();
        jdbc.sql("update item_event_revision set complete = true").update();
    }

    /**
     * Adds the next changes to the counts, unless another process does.
     *
     * @return whether there are more
     */
    @Transactional
    public boolean mergeNext() {
        if (!AdvisoryLock.EVENT_COUNTS.tryHold(jdbc) || !isComplete()) {
            return false;
        }
        LocalDate firstWeek = firstWeek();
        jdbc.sql(FOLD).param(firstWeek).update();
        int taken = jdbc.sql(MERGE)
                .params(MOST_CHANGES, firstWeek, firstWeek)
                .query(this::deleteEmpty)
                .single();
        if (taken > 0) {
            jdbc.sql("update item_event_revision set revision = revision + 1").update();
        }
        return taken == MOST_CHANGES;
    }

    private boolean isComplete() {
        return jdbc.sql("select complete from item_event_revision")
                .query(Boolean.class)
                .single();
    }

    /** Deletes the counts that have become 0, and returns how many changes were taken. */
    private int deleteEmpty(ResultSet merged, int number) throws SQLException {
        Array weeks = merged.getArray(2);
        if (weeks != null) {
            Array items = merged.getArray(3);
            Array types = merged.getArray(4);
            jdbc.sql("""
                            delete from item_events e
                            using unnest(?::date[], ?::integer[], ?::smallint[]) as empty (week, item_id, type_id)
                            where e.week = empty.week and e.item_id = empty.item_id and e.type_id = empty.type_id""").params(weeks, items, types).update();
            jdbc.sql("""
                            delete from item_events_before b
                            using unnest(?::integer[], ?::smallint[], ?::date[]) as empty (item_id, type_id, week)
                            where week is null and b.item_id = empty.item_id and b.type_id = empty.type_id""").params(items, types, weeks).update();
        }
        return merged.getInt(1);
    }

    private LocalDate firstWeek() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC))
                .minusDays(DAYS_KEPT)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
