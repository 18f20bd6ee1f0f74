package dev.palate.feedback;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The items that were shown to users in several recommendation lists without a click or a rating; uses {@link JdbcClient}, because
 * they are an aggregate of events. Events are kept for {@code palate.feedback.retention}.
 */
@Repository
public class IgnoredItems {

    private static final int LEAST_SHOWN = 10;

    private static final String IGNORED = """
            select e.user_id, i.external_id, e.shown
            from (
                select user_id, item_id, count(*) filter (where type = 'shown') as shown
                from recommendation_events where user_id = any(?)
                group by user_id, item_id
                having count(*) filter (where type = 'shown') >= ? and bool_and(type = 'shown')) e
            join items i on i.id = e.item_id""";

    private final JdbcClient jdbc;

    IgnoredItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How often each item that was shown at least {@value #LEAST_SHOWN} times to a user, and ignored, was shown, by the user's row and
     * the id of the item; users without such items are left out.
     */
    public Map<Integer, SortedMap<String, Integer>> of(Collection<Integer> userRows) {
        Map<Integer, SortedMap<String, Integer>> ignored = new HashMap<>();
        jdbc.sql(IGNORED)
                .params(userRows.stream().mapToInt(Integer::intValue).toArray(), LEAST_SHOWN)
                .query(row -> {
                    ignored.computeIfAbsent(row.getInt(1), user -> new TreeMap<>())
                            .put(row.getString(2), row.getInt(3));
                });
        return ignored;
    }
}
