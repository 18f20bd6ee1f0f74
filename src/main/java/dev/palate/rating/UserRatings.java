package dev.palate.rating;

import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads the ratings of one user in pages, with {@link JdbcClient}: a user may have very many of them. */
@Service
public class UserRatings {

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
}
