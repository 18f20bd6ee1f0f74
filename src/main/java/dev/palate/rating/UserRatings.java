package dev.palate.rating;

import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads the ratings of one user. */
@Service
public class UserRatings {

    private static final String RATED_ITEMS = """
            select u.revision, i.external_id, r.value, r.rated_at, u.id
            from users u
            left join ratings r on r.user_id = u.id
            left join items i on i.id = r.item_id
            where u.external_id = ?""";

    private static final String RATED_ITEMS_OF_MANY = """
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

    UserRatings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * All ratings of the user with the revision they belong to, read in one query.
     *
     * @throws UnknownUserException if there is no such user; a user without ratings has an empty list
     */
    public RatedItems of(String userId) {
        ResultSetExtractor<RatedItems> extractor = rows -> ratedItems(userId, rows);
        return jdbc.sql(RATED_ITEMS).param(userId).query(extractor);
    }

    /** The ratings of each of {@code userIds} that exists, read in one query, in no particular order. */
    public List<RatedItems> ofAll(Collection<String> userIds) {
        ResultSetExtractor<List<RatedItems>> extractor = UserRatings::ratedItemsOfMany;
        return jdbc.sql(RATED_ITEMS_OF_MANY)
                .param(userIds.toArray(String[]::new))
                .query(extractor);
    }

    /** The revision of the user's ratings, or nothing if there is no such user. */
    public OptionalLong revision(String userId) {
        return jdbc.sql("select revision from users where external_id = ?")
                .param(userId)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
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

    private static RatedItems ratedItems(String userId, ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new UnknownUserException(userId);
        }
        long revision = rows.getLong(1);
        int userRow = rows.getInt(5);
        List<Rating> ratings = new ArrayList<>();
        do {
            addRating(rows, ratings);
        } while (rows.next());
        return new RatedItems(userId, userRow, revision, ratings);
    }

    private static List<RatedItems> ratedItemsOfMany(ResultSet rows) throws SQLException {
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
    private static void addRating(ResultSet rows, List<Rating> ratings) throws SQLException {
        String itemId = rows.getString(2);
        if (itemId != null) {
            ratings.add(new Rating(
                    itemId,
                    rows.getFloat(3),
                    rows.getObject(4, OffsetDateTime.class).toInstant()));
        }
    }
}
