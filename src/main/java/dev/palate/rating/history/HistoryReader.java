package dev.palate.rating.history;

import com.github.benmanes.caffeine.cache.Interner;
import dev.palate.rating.Rating;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads complete histories and their revisions with {@link JdbcClient}: every recommendation list needs one of the two. */
@Repository
class HistoryReader {

    private static final String HISTORIES = """
            select u.revision, i.external_id, r.value, r.rated_at, u.id, u.external_id
            from users u
            left join ratings r on r.user_id = u.id
            left join items i on i.id = r.item_id
            where u.external_id = any (?)
            order by u.id""";

    private final JdbcClient jdbc;

    /** The histories of all users contain the same item ids. One instance of each id saves memory. */
    private final Interner<String> itemIds = Interner.newWeakInterner();

    HistoryReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ratings of each of {@code userIds} that exists with their revision, read in one query, in no particular order. */
    List<RatedItems> histories(Collection<String> userIds) {
        ResultSetExtractor<List<RatedItems>> extractor = this::histories;
        return jdbc.sql(HISTORIES).param(userIds.toArray(String[]::new)).query(extractor);
    }

    /** The revision of the ratings of each of {@code userIds} that exists. */
    Map<String, Long> revisions(Collection<String> userIds) {
        Map<String, Long> revisions = new HashMap<>();
        jdbc.sql("select external_id, revision from users where external_id = any (?)")
                .param(userIds.toArray(String[]::new))
                .query(row -> {
                    revisions.put(row.getString(1), row.getLong(2));
                });
        return revisions;
    }

    private List<RatedItems> histories(ResultSet rows) throws SQLException {
        List<RatedItems> users = new ArrayList<>();
        for (boolean more = rows.next(); more; ) {
            String userId = rows.getString(6);
            int userRow = rows.getInt(5);
            long revision = rows.getLong(1);
            List<Rating> ratings = new ArrayList<>();
            do {
                addRating(rows, ratings);
                more = rows.next();
            } while (more && rows.getString(6).equals(userId));
            users.add(new RatedItems(userId, userRow, revision, ratings));
        }
        return users;
    }

    /** A user without ratings has one row, whose item is null. */
    private void addRating(ResultSet rows, List<Rating> ratings) throws SQLException {
        String itemId = rows.getString(2);
        if (itemId != null) {
            ratings.add(new Rating(
                    itemIds.intern(itemId),
                    rows.getFloat(3),
                    rows.getObject(4, OffsetDateTime.class).toInstant()));
        }
    }
}
