package dev.palate.importing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Moves staged ratings into the ratings table, inside one transaction. Of two ratings of one pair the one with the later
 * time stays, and with equal times the higher one: the outcome does not depend on the order, so running a file twice
 * changes nothing. Like every writer of ratings it locks its users first, in the order of their rows.
 */
final class RatingMerge {

    /** Lives as long as its connection and is never written to the log. */
    static final String CREATE_STAGING = """
            create temporary table if not exists import_staging (
                user_id text collate "C", item_id text collate "C", value real, rated_at timestamptz)
            on commit delete rows""";

    private static final String CREATE_USERS = """
            insert into users (external_id)
            select distinct user_id from import_staging s
            where not exists (select from users u where u.external_id = s.user_id)
            order by user_id
            on conflict (external_id) do nothing""";
    private static final String CREATE_ITEMS = """
            insert into items (external_id, title)
            select distinct item_id, item_id from import_staging s
            where not exists (select from items i where i.external_id = s.item_id)
            order by item_id
            on conflict (external_id) do nothing""";
    private static final String LOCK_USERS = """
            select count(*) from (
                select id from users where external_id in (select user_id from import_staging)
                order by id for no key update) locked""";
    private static final String MERGE = """
            with incoming as (
                select distinct on (u.id, i.id) u.id as user_row, i.id as item_row, s.value, s.rated_at
                from import_staging s
                join users u on u.external_id = s.user_id
                join items i on i.external_id = s.item_id
                order by u.id, i.id, s.rated_at desc, s.value desc),
            written as (
                insert into ratings as r (user_id, item_id, value, rated_at)
                select user_row, item_row, value, rated_at from incoming
                on conflict (user_id, item_id) do update
                    set value = excluded.value, rated_at = excluded.rated_at
                    where (excluded.rated_at, excluded.value) > (r.rated_at, r.value)
                        and (? or excluded.value <> r.value)
                returning user_id),
            moved as (
                update users set revision = default where id in (select user_id from written))
            select count(*) from written""";

    private final Connection connection;

    RatingMerge(Connection connection) {
        this.connection = connection;
    }

    /** @return how many items did not exist yet */
    int createItems() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int created = statement.executeUpdate(CREATE_ITEMS);
            if (created > 0) {
                statement.executeUpdate("update catalogue_revision set revision = revision + 1");
            }
            return created;
        }
    }

    /**
     * @param dated whether the file has times; without them an equal rating is no change
     * @return how many ratings are new or changed
     */
    long merge(boolean dated) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local work_mem = '96MB'");
            statement.execute("analyze import_staging");
            statement.executeUpdate(CREATE_USERS);
            statement.execute(LOCK_USERS);
        }
        try (PreparedStatement statement = connection.prepareStatement(MERGE)) {
            statement.setBoolean(1, dated);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
