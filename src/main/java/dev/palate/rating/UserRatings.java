package dev.palate.rating;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads the ratings of one user. */
@Service
public class UserRatings {

    private static final String RATED_ITEMS = """
            select u.revision, i.external_id, r.value, r.rated_at
            from users u
            left join ratings r on r.user_id = u.id
            left join items i on i.id = r.item_id
            where u.external_id = ?""";

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

    /** The revision of the user's ratings, or nothing if there is no such user. */
    public OptionalLong revision(String userId) {
        return jdbc.sql("select revision from users where external_id = ?")
                .param(userId)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static RatedItems ratedItems(String userId, ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new UnknownUserException(userId);
        }
        long revision = rows.getLong(1);
        List<Rating> ratings = new ArrayList<>();
        do {
            String itemId = rows.getString(2);
            if (itemId != null) {
                ratings.add(new Rating(
                        itemId,
                        rows.getFloat(3),
                        rows.getObject(4, OffsetDateTime.class).toInstant()));
            }
        } while (rows.next());
        return new RatedItems(userId, revision, ratings);
    }
}
