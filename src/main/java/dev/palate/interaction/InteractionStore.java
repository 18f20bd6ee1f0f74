package dev.palate.interaction;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes what interactions consist of with {@link JdbcClient}, because they are the hot path and arrive in batches. */
@Repository
class InteractionStore {

    private static final String MERGE = """
            insert into interactions as i (user_id, item_id, type_id, first_at, last_at, count, value, middle_days)
            select user_id, item_id, type_id, first_at, last_at, count, value, string_to_array(middle_days, ',')::integer[]
            from unnest(
                ?::integer[], ?::integer[], ?::smallint[], ?::timestamptz[], ?::timestamptz[], ?::integer[], ?::real[], ?::text[])
                as given (user_id, item_id, type_id, first_at, last_at, count, value, middle_days)
            order by 1, 2, 3
            on conflict (user_id, item_id, type_id) do update set
                middle_days = merged_days(i.middle_days, i.first_at, i.last_at,
                    excluded.middle_days, excluded.first_at, excluded.last_at),
                first_at = least(i.first_at, excluded.first_at),
                last_at = greatest(i.last_at, excluded.last_at),
                count = least(i.count::bigint + excluded.count, 2147483647)::integer,
                count_before = least(i.count_before::bigint + excluded.count, 2147483647)::integer,
                value = case when excluded.last_at >= i.last_at then excluded.value else i.value end
            returning nextval('preference_changes')""";

    private static final long SECONDS_OF_A_DAY = 86_400;

    private final JdbcClient jdbc;

    InteractionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All interactions of one request with the same key, as one row. */
    static final class Merged {

        private final int userRow;
        private final int itemRow;
        private final short typeId;
        private Instant firstAt = Instant.MAX;
        private Instant lastAt = Instant.MIN;
        private int count;
        private @Nullable Float value;
        /** Days since 1970, UTC. */
        private final TreeSet<Long> days = new TreeSet<>();

        Merged(int userRow, int itemRow, short typeId) {
            this.userRow = userRow;
            this.itemRow = itemRow;
            this.typeId = typeId;
        }

        int userRow() {
            return userRow;
        }

        /** Of interactions at the same time, the last one given is the latest. */
        void add(Instant time, @Nullable Float newValue) {
            count++;
            days.add(Math.floorDiv(time.getEpochSecond(), SECONDS_OF_A_DAY));
            firstAt = time.isBefore(firstAt) ? time : firstAt;
            if (!time.isBefore(lastAt)) {
                lastAt = time;
                value = newValue;
            }
        }

        /** The days between the first and the last one, separated by commas; null: there are none. */
        private @Nullable String middleDays() {
            return days.size() < 3
                    ? null
                    : days.subSet(days.first(), false, days.last(), false).stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(","));
        }
    }

    /** The ids of the types that exist, by name: until the end of the transaction none of them is deleted. */
    Map<String, Short> lockTypes(Collection<String> names) {
        Map<String, Short> ids = new HashMap<>();
        jdbc.sql("select name, id from interaction_types where name = any(?) order by id for key share")
                .param(names.toArray(String[]::new))
                .query(row -> {
                    ids.put(row.getString(1), row.getShort(2));
                });
        return ids;
    }

    List<String> typeNames() {
        return jdbc.sql("select name from interaction_types where name is not null order by name")
                .query(String.class)
                .list();
    }

    /**
     * Stores the ids of events, in their order so that two callers cannot wait for each other.
     *
     * @param userRows the row of the user of each event
     * @return the ids that were not stored yet
     */
    Set<String> storeEventIds(Map<String, Integer> userRows, OffsetDateTime now) {
        String[] ids = userRows.keySet().toArray(String[]::new);
        int[] users = userRows.values().stream().mapToInt(Integer::intValue).toArray();
        return new HashSet<>(
                jdbc.sql("""
                        insert into interaction_event_ids (id, user_id, received_at)
                        select id, user_id, ? from unnest(?::text[], ?::integer[]) as given (id, user_id)
                        order by id collate "C"
                        on conflict (id) do nothing
                        returning id""").params(now, ids, users).query(String.class).list());
    }

    /** Adds the interactions to those that are stored, in the order of the keys. */
    void merge(Collection<Merged> interactions) {
        jdbc.sql(MERGE)
                .params(
                        interactions.stream().mapToInt(row -> row.userRow).toArray(),
                        interactions.stream().mapToInt(row -> row.itemRow).toArray(),
                        interactions.stream().map(row -> row.typeId).toArray(Short[]::new),
                        interactions.stream().map(row -> row.firstAt.toString()).toArray(String[]::new),
                        interactions.stream().map(row -> row.lastAt.toString()).toArray(String[]::new),
                        interactions.stream().mapToInt(row -> row.count).toArray(),
                        interactions.stream().map(row -> row.value).toArray(Float[]::new),
                        interactions.stream().map(Merged::middleDays).toArray(String[]::new))
                .query(row -> {});
    }
}
