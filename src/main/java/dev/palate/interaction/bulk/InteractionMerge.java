package dev.palate.interaction.bulk;

import dev.palate.rating.bulk.Merge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/**
 * Merges staged events into {@code interactions} with plain JDBC: one row for each user, item and type, with the number of events, the
 * first and the last time, and the value of the latest event.
 *
 * <p>A file may be imported again, and a later export may contain what an earlier one contained. A row says only from when to when
 * its events were, so an event between these times has been counted, and an event without a time as well. Only an event that is
 * earlier or later is counted. An event that is not earlier than the last one and has another value corrects the value.
 *
 * <p>A row of an export says that there were several events between two times. All of them are counted if these times are outside those of
 * the stored row. Otherwise, as many as are missing in the stored row if the exported one covers it, and at least one if it is wider.
 *
 * <p>The times are those before the import, which the first change of a row by an import keeps in the row: so all events of one import
 * count, whichever batches they are in. An import that was not completed is expected to be repeated. The row as it was before that
 * import is where the next import begins: what the incomplete one has counted in the row is replaced by what the next one counts.
 *
 * <p>The days on which there were events remain in the row as well, also those of an import that was not completed. Of an exported row
 * they are the first and the last one.
 *
 * <p>Rows of a type that was deleted after the import began are skipped.
 *
 * @param undatedTime the time of events without a time of their own
 * @param importNumber of the import that writes them
 * @param incomplete the numbers of the imports that ended before the end of their file
 */
record InteractionMerge(Instant undatedTime, int importNumber, List<Integer> incomplete) implements Merge {

    private static final String MERGE = """
            with settings as (
                select ?::timestamptz as undated, ?::integer as import_number, ?::integer[] as incomplete),
            compared as (
                select s.position, s.user_id, s.item_id, s.type_id, s.value, s.at, coalesce(s.events, 1) as events,
                    coalesce(s.first_at, s.at) as first_at, i.count is not null as stored, i.last_at as stored_last, i.value as stored_value, b.replaced,
                    case when b.kept then i.first_before else i.first_at end as first_before,
                    case when b.kept then i.last_before else i.last_at end as last_before,
                    case when b.kept then i.count_before else i.count end as count_before
                from settings, row_staging s
                left join interactions i
                    on i.user_id = s.user_id and i.item_id = s.item_id and i.type_id = s.type_id,
                lateral (select i.import_number = any(settings.incomplete) as replaced,
                    i.import_number = settings.import_number or i.import_number = any(settings.incomplete) as kept) b),
            staged as (
                select c.*,
                    case
                        when c.first_before is null then c.events
                        when c.at = settings.undated then 0
                        when c.at < c.first_before or c.first_at > c.last_before then c.events
                        else greatest(
                            (c.first_at < c.first_before or c.at > c.last_before)::integer,
                            case when c.first_at <= c.first_before and c.at >= c.last_before
                                then c.events - c.count_before else 0 end)
                    end as counted,
                    c.stored and c.at >= c.stored_last and c.value is distinct from c.stored_value as corrects
                from settings, compared c
                where c.type_id = any (array(select id from interaction_types where name is not null))),
            effective as (
                select s.*, min(first_at) over same as earliest, max(at) over same as latest
                from staged s where counted > 0 or corrects
                window same as (partition by user_id, item_id, type_id)),
            incoming as (
                select distinct on (user_id, item_id, type_id) user_id, item_id, type_id, stored, value,
                    replaced, first_before, last_before, count_before,
                    earliest as first_at, at as last_at,
                    sum(counted) over same as counted, count(*) over same as rows,
                    array_agg(utc_day(at) - date '1970-01-01') filter (where at not in (earliest, latest)
                        and utc_day(at) not in (utc_day(earliest), utc_day(latest)) and counted > 0) over same
                    || array_agg(utc_day(first_at) - date '1970-01-01') filter (where first_at <> at
                        and first_at <> earliest and counted > 0) over same as days
                from effective
                window same as (partition by user_id, item_id, type_id)
                order by user_id, item_id, type_id, at desc, position desc),
            created as (
                insert into interactions (
                    user_id, item_id, type_id, first_at, last_at, count, value, import_number, middle_days)
                select user_id, item_id, type_id, first_at, last_at, least(counted, 2147483647)::integer, value,
                    settings.import_number, case when days is not null then days_between(days, first_at, last_at) end
                from settings, incoming where not stored
                returning user_id, nextval('preference_changes')),
            changed as (
                update interactions i
                set first_at = least(i.first_at, n.first_at), last_at = greatest(i.last_at, n.last_at),
                    count = least(case when n.replaced then n.count_before else i.count end + n.counted, 2147483647)::integer,
                    value = case when n.last_at >= i.last_at then n.value else i.value end,
                    import_number = settings.import_number, first_before = n.first_before, last_before = n.last_before,
                    count_before = n.count_before,
                    middle_days = merged_days(i.middle_days, i.first_at, i.last_at, n.days, n.first_at, n.last_at)
                from settings, incoming n
                where n.stored and i.user_id = n.user_id and i.item_id = n.item_id and i.type_id = n.type_id
                returning i.user_id, nextval('preference_changes'))
            select coalesce(sum(rows), 0), array(
                select user_id from created union select user_id from changed)
            from incoming""";

    @Override
    public Written write(Connection connection) throws SQLException {
        requireIndexLookups(connection);
        try (PreparedStatement statement = connection.prepareStatement(MERGE)) {
            statement.setString(1, undatedTime.toString());
            statement.setInt(2, importNumber);
            statement.setArray(3, connection.createArrayOf("integer", incomplete.toArray()));
            try (ResultSet result = statement.executeQuery()) {
                return Written.of(result);
            }
        }
    }

    /**
     * A hash join would read all interactions, however few of them belong to the batch, and so would a nested loop over a table whose
     * statistics are from when it was small. Up to PostgreSQL 17, such plans have an enormous cost, at which they would be compiled.
     */
    private static void requireIndexLookups(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local enable_hashjoin = off");
            statement.execute("set local enable_mergejoin = off");
            statement.execute("set local enable_seqscan = off");
            statement.execute("set local jit = off");
        }
    }
}
