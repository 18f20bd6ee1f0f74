package dev.palate.rating.bulk;

import dev.palate.catalogue.Catalogue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges the staged ratings into the tables with plain JDBC, in the transaction of the caller's connection. Of several
 * ratings of one user for one item the one with the latest time remains. When the times are equal, the one that was staged
 * or merged last remains. Like every writer of ratings it locks its users first, in the order of their rows.
 */
final class RatingMerge {

    /** The table lives as long as its connection and is never written to the write-ahead log. */
    static final String CREATE_STAGING = """
            create temporary table if not exists rating_staging (
                position integer, user_id text collate "C", item_id text collate "C", value real, rated_at timestamptz)
            on commit delete rows""";

    static final String DROP_STAGING = "drop table if exists rating_staging";

    private static final String SKIP_ERASED = """
            delete from rating_staging s using erasures e
            where e.erased_at >= ?::timestamptz and e.user_sha256 = sha256(convert_to(s.user_id, 'UTF8'))""";
    private static final String UNKNOWN_ITEMS = """
            select distinct item_id from rating_staging s
            where not exists (select from items i where i.external_id = s.item_id)""";
    private static final String CREATE_USERS = """
            insert into users (external_id)
            select distinct user_id from rating_staging s
            where not exists (select from users u where u.external_id = s.user_id)
            order by user_id
            on conflict (external_id) do nothing""";
    private static final String LOCK_USERS = """
            select count(*) from (
                select id from users where external_id in (select user_id from rating_staging)
                order by id for no key update) locked""";
    private static final String MERGE = """
            with incoming as (
                select distinct on (u.id, i.id) u.id as user_row, i.id as item_row, s.value, s.rated_at
                from rating_staging s
                join users u on u.external_id = s.user_id
                join items i on i.external_id = s.item_id
                order by u.id, i.id, s.rated_at desc, s.position desc),
            written as (
                insert into ratings as r (user_id, item_id, value, rated_at)
                select user_row, item_row, value, rated_at from incoming
                on conflict (user_id, item_id) do update
                    set value = excluded.value, rated_at = excluded.rated_at
                    where excluded.rated_at >= r.rated_at
                        and (excluded.value <> r.value
                            or excluded.rated_at > r.rated_at and excluded.rated_at <> ?::timestamptz)
                returning user_id, nextval('preference_changes')),
            moved as (
                update users set revision = default where id in (select user_id from written))
            select count(*) from written""";

    private final Catalogue catalogue;
    private final boolean createsItems;
    private final Instant undatedTime;
    private final Instant begunAt;

    /**
     * @param createsItems whether items that do not exist are created
     * @param undatedTime the time of ratings without a time of their own: such a rating changes nothing if the stored value is
     *     equal
     * @param begunAt ratings of users that were erased since then are skipped
     */
    RatingMerge(Catalogue catalogue, boolean createsItems, Instant undatedTime, Instant begunAt) {
        this.catalogue = catalogue;
        this.createsItems = createsItems;
        this.undatedTime = undatedTime;
        this.begunAt = begunAt;
    }

    /** Creates the users, and on request the items, that do not exist yet, and merges the staged ratings. */
    Merged into(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local work_mem = '96MB'");
            statement.execute("analyze rating_staging");
            skipErased(connection);
            int items = createsItems ? catalogue.createMissing(connection, unknownItems(statement)) : 0;
            int users = statement.executeUpdate(CREATE_USERS);
            statement.execute(LOCK_USERS);
            // The foreign-key checks of this session keep their generic plan. A plan that was made while a table had
            // one
            // page scans the whole table for each rating, and new rows of this transaction do not invalidate it.
            statement.execute("discard plans");
            return new Merged(items, users, write(connection));
        }
    }

    private static List<String> unknownItems(Statement statement) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(UNKNOWN_ITEMS)) {
            while (result.next()) {
                ids.add(result.getString(1));
            }
        }
        return ids;
    }

    private void skipErased(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SKIP_ERASED)) {
            statement.setString(1, begunAt.toString());
            statement.executeUpdate();
        }
    }

    private long write(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MERGE)) {
            statement.setString(1, undatedTime.toString());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
