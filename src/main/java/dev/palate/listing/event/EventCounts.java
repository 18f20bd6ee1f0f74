package dev.palate.listing.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads the counts of events, with {@link JdbcClient} because it reads those of all items at once. Ratings and positive interactions count;
 * changes are visible once they are merged, which takes some seconds.
 */
@Repository
public class EventCounts {

    /** Of all types that count. Signals of types may change at any time, so it is decided here and not by the writers. */
    private static final String COUNTING = """
            type_id = any (array(
                select 0::smallint union all select id from interaction_types where name is not null and not negative))""";

    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private static final String BY_ITEM = """
            select i.external_id, c.events
            from (
                select item_id, sum(events) as events
                from (
                    select item_id, case when week >= ?::date and week + 6 <= ?::date then monday::bigint + tuesday + wednesday
                        + thursday + friday + saturday + sunday else %s end as events
                    from item_events where %s and week > ?::date - 7 and week <= ?::date
                    union all
                    select item_id, events from item_events_before where %s and ?) counted
                group by item_id
                having sum(events) > 0) c
            join items i on i.id = c.item_id
            order by c.events desc, length(i.external_id), i.external_id""".formatted(
            IntStream.range(0, 7)
                    .mapToObj(day -> "case when week + %d between ?::date and ?::date then %s else 0 end::bigint"
                            .formatted(day, DAYS.get(day)))
                    .collect(Collectors.joining(" + ")),
            COUNTING,
            COUNTING);

    private static final String TOTALS =
            """
            select week, %s from item_events where %s and week > ?::date - 7 and week <= ?::date group by week""".formatted(DAYS.stream().map("sum(%s)"::formatted).collect(Collectors.joining(", ")), COUNTING);

    private static final String SERIES = """
            select week, %s, item_id from item_events where %s and week > ?::date - 7 and week <= ?::date order by item_id""".formatted(String.join(", ", DAYS), COUNTING);

    private static final String BEGINNING = "-infinity";
    private static final int FETCH_SIZE = 5000;

    private final JdbcClient jdbc;

    EventCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An item and the number of its events. */
    public record ItemEvents(String itemId, long events) {}

    /** Changes with the counts, and with the types that count. */
    public String revision() {
        return jdbc.sql("""
                        select c.revision || '-' || t.revision from item_event_revision c, interaction_type_revision t""").query(String.class).single();
    }

    /**
     * The items with events from the first to the last day, most events first, otherwise in the order of the catalogue.
     *
     * @param first null: all events up to the last day
     */
    @Transactional(readOnly = true)
    public List<ItemEvents> byItem(@Nullable LocalDate first, LocalDate last) {
        String from = first == null ? BEGINNING : first.toString();
        Object[] parameters = new Object[2 * DAYS.size() + 5];
        for (int k = 0; k < parameters.length - 1; k += 2) {
            parameters[k] = from;
            parameters[k + 1] = last;
        }
        parameters[parameters.length - 1] = first == null;
        return jdbc.sql(BY_ITEM)
                .params(parameters)
                .withFetchSize(FETCH_SIZE)
                .query((row, n) -> new ItemEvents(row.getString(1), row.getLong(2)))
                .list();
    }

    /** Events by day, of all items together and of each item; readable as long as {@link #readSeries} runs. */
    public interface Series {

        /** The events of all items, [days], the first day first. */
        long[] totals();

        /** Hands over each item with events. */
        void forEach(ItemSeries reader);
    }

    /** Reads the events of one item. */
    @FunctionalInterface
    public interface ItemSeries {

        /** @param events by day; they change after the call */
        void read(String itemId, int[] events);
    }

    /** Has the events of the days read, from one snapshot, one item after the other: memory does not grow with their number. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public void readSeries(LocalDate first, LocalDate last, Consumer<Series> reader) {
        int days = (int) ChronoUnit.DAYS.between(first, last) + 1;
        Map<Integer, String> ids = new HashMap<>();
        jdbc.sql("select id, external_id from items").withFetchSize(FETCH_SIZE).query(row -> {
            ids.put(row.getInt(1), row.getString(2));
        });
        long[] totals = totals(first, last, days);
        reader.accept(new Series() {
            @Override
            public long[] totals() {
                return totals;
            }

            @Override
            public void forEach(ItemSeries item) {
                SeriesRows rows = new SeriesRows(first, days, ids, item);
                jdbc.sql(SERIES).params(first, last).withFetchSize(FETCH_SIZE).query(rows::add);
                rows.end();
            }
        });
    }

    private long[] totals(LocalDate first, LocalDate last, int days) {
        long[] totals = new long[days];
        jdbc.sql(TOTALS).params(first, last).query(row -> {
            int monday = monday(row, first);
            for (int k = Math.max(0, -monday); k < DAYS.size() && monday + k < days; k++) {
                totals[monday + k] = row.getLong(2 + k);
            }
        });
        return totals;
    }

    /** The day of the row's Monday, from 0 for {@code first}. */
    private static int monday(ResultSet row, LocalDate first) throws SQLException {
        return (int) ChronoUnit.DAYS.between(first, row.getObject(1, LocalDate.class));
    }

    /** Collects the rows of an item, which follow each other. */
    private static final class SeriesRows {

        private final LocalDate first;
        private final int[] events;
        private final Map<Integer, String> ids;
        private final ItemSeries reader;
        private int item = -1;

        SeriesRows(LocalDate first, int days, Map<Integer, String> ids, ItemSeries reader) {
            this.first = first;
            this.events = new int[days];
            this.ids = ids;
            this.reader = reader;
        }

        void add(ResultSet row) throws SQLException {
            int next = row.getInt(2 + DAYS.size());
            if (next != item) {
                end();
                item = next;
                Arrays.fill(events, 0);
            }
            int monday = monday(row, first);
            for (int k = Math.max(0, -monday); k < DAYS.size() && monday + k < events.length; k++) {
                events[monday + k] += row.getInt(2 + k);
            }
        }

        void end() {
            String id = ids.get(item);
            if (id != null) {
                reader.read(id, events);
            }
        }
    }
}
