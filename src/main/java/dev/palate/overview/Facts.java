package dev.palate.overview;

import dev.palate.catalogue.UnknownItemException;
import dev.palate.overview.RatingStatistics.Share;
import dev.palate.rating.UnknownUserException;
import dev.palate.rating.UserAttributes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Statistics of one user or one item; uses {@link JdbcClient} because they are aggregates. The indexes over the user and the item of
 * ratings and interactions bound what is read.
 */
@Service
public class Facts {

    private static final String SUMMARY = """
            select count(*), avg(value), min(value)::double precision, max(value)::double precision, count(distinct value), min(rated_at), max(rated_at)
            from ratings where %s = ?""";
    private static final String BY_VALUE =
            "select value, count(*) from ratings where %s = ? group by value order by value";
    private static final String BY_STEP = """
            select ?::double precision + (?::double precision - ?::double precision) * step / ?, count(*)
            from (select greatest(1, least(width_bucket(value, ?, ?, ?), ?)) as step from ratings where %s = ?) s
            group by step order by step""";
    private static final String INTERACTIONS = """
            select t.name, count(*), sum(n.count), max(n.last_at)
            from interactions n join interaction_types t on t.id = n.type_id and t.name is not null
            where n.%s = ?
            group by t.name order by sum(n.count) desc, t.name""";

    private static final String USER = "user_id";
    private static final String ITEM = "item_id";

    private final JdbcClient jdbc;
    private final UserAttributes attributes;

    Facts(JdbcClient jdbc, UserAttributes attributes) {
        this.jdbc = jdbc;
        this.attributes = attributes;
    }

    /**
     * @throws UnknownUserException if there is no such user
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public UserFacts ofUser(String userId) {
        int row = row("select id from users where external_id = ?", userId)
                .orElseThrow(() -> new UnknownUserException(userId));
        return new UserFacts(
                userId,
                attributes.of(row),
                ratings(USER, row),
                interactions(
                        USER,
                        row,
                        (found, n) -> new UserFacts.OfType(
                                found.getString(1), found.getLong(2), found.getLong(3), latest(found, 4))));
    }

    /**
     * @throws UnknownItemException if there is no such item
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public ItemFacts ofItem(String itemId) {
        int row = row("select id from items where external_id = ?", itemId)
                .orElseThrow(() -> new UnknownItemException(itemId));
        return new ItemFacts(
                itemId,
                ratings(ITEM, row),
                interactions(
                        ITEM,
                        row,
                        (found, n) -> new ItemFacts.OfType(
                                found.getString(1), found.getLong(2), found.getLong(3), latest(found, 4))));
    }

    private Optional<Integer> row(String sql, String id) {
        return jdbc.sql(sql).param(id).query(Integer.class).optional();
    }

    private <T> List<T> interactions(String column, int row, RowMapper<T> mapper) {
        return jdbc.sql(INTERACTIONS.formatted(column)).param(row).query(mapper).list();
    }

    private record Summary(
            long count,
            @Nullable Double mean,
            double lowest,
            double highest,
            long values,
            @Nullable Instant firstAt,
            @Nullable Instant latestAt) {}

    private RatingStatistics ratings(String column, int row) {
        Summary summary = jdbc.sql(SUMMARY.formatted(column))
                .param(row)
                .query((found, n) -> new Summary(
                        found.getLong(1),
                        found.getObject(2, Double.class),
                        found.getDouble(3),
                        found.getDouble(4),
                        found.getLong(5),
                        time(found, 6),
                        time(found, 7)))
                .single();
        return new RatingStatistics(
                summary.count(),
                summary.mean(),
                distribution(column, row, summary),
                summary.firstAt(),
                summary.latestAt());
    }

    private List<Share> distribution(String column, int row, Summary summary) {
        int steps = RatingStatistics.MOST_VALUES;
        double low = summary.lowest();
        double high = summary.highest();
        JdbcClient.StatementSpec query = summary.values() <= steps
                ? jdbc.sql(BY_VALUE.formatted(column)).param(row)
                : jdbc.sql(BY_STEP.formatted(column)).params(low, high, low, steps, low, high, steps, steps, row);
        return query.query((found, n) -> new Share(found.getDouble(1), found.getLong(2)))
                .list();
    }

    private static Instant latest(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
