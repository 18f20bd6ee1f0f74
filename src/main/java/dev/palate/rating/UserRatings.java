package dev.palate.rating;

import com.github.benmanes.caffeine.cache.Interner;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads the ratings of one user. */
@Service
public class UserRatings {

    private static final String RATED_ITEMS = """
            select u.revision, i.external_id, r.value, r.rated_at, u.id, u.external_id
            from users u
            left join ratings r on r.user_id = u.id
            left join items i on i.id = r.item_id
            where u.external_id = any (?)
            order by u.id""";

    private static final String LIST = """
            select i.external_id, i.title, i.year, i.categories, r.value, r.rated_at
            from users u
            join ratings r on r.user_id = u.id
            join items i on i.id = r.item_id
            where u.external_id = ?
            order by %s, length(i.external_id), i.external_id
            limit ? offset ?""";

    private final JdbcClient jdbc;

    /** The same few ids stand in the ratings of all users, which are kept for a while. */
    private final Interner<String> itemIds = Interner.newWeakInterner();

    UserRatings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ratings of each of {@code userIds} that exists with their revision, read in one query, in no particular order. */
    List<RatedItems> ofAll(Collection<String> userIds) {
        ResultSetExtractor<List<RatedItems>> extractor = this::ratedItems;
        return jdbc.sql(RATED_ITEMS).param(userIds.toArray(String[]::new)).query(extractor);
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

    /**
     * One page of the user's ratings with the titles of the items.
     *
     * @throws UnknownUserException if there is no such user
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Page<RatedItem> list(String userId, RatingOrder order, PageParameters page) {
        long total = jdbc.sql("select count(r.user_id) from users u left join ratings r on r.user_id = u.id"
                        + " where u.external_id = ? group by u.id")
                .param(userId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new UnknownUserException(userId));
        List<RatedItem> ratings = jdbc.sql(LIST.formatted(order.sql()))
                .params(userId, page.size(), page.offset())
                .query((row, number) -> ratedItem(row))
                .list();
        return Page.of(ratings, page, total);
    }

    private static RatedItem ratedItem(ResultSet row) throws SQLException {
        return new RatedItem(
                row.getString(1),
                row.getString(2),
                row.getObject(3, Integer.class),
                List.of((String[]) row.getArray(4).getArray()),
                row.getFloat(5),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }

    private List<RatedItems> ratedItems(ResultSet rows) throws SQLException {
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

    /** A user without ratings has one row, without an item. */
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
