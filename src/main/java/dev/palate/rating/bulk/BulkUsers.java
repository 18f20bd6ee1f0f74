package dev.palate.rating.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Creates and locks very many users and increments their revision, with plain JDBC in the transaction of the caller's connection.
 * Like every writer it locks its users in the order of their rows.
 */
final class BulkUsers {

    private static final String ERASED = """
            select g.n from unnest(?::text[]) with ordinality g (id, n)
            join erasures e on e.user_sha256 = sha256(convert_to(g.id, 'UTF8'))
            where e.erased_at >= ?::timestamptz and (select exists (select from erasures where erased_at >= ?::timestamptz))""";
    private static final String CREATE = """
            insert into users (external_id)
            select g.id from unnest(?::text[]) g (id)
            where g.id is not null and not exists (select from users u where u.external_id = g.id)
            order by g.id collate "C"
            on conflict (external_id) do nothing""";
    private static final String LOCK = """
            select g.n, u.id from unnest(?::text[]) with ordinality g (id, n) join users u on u.external_id = g.id
            order by u.id for no key update of u""";
    private static final String TOUCH = "update users set revision = default where id = any(?::integer[])";

    private final Connection connection;
    private int created;

    BulkUsers(Connection connection) {
        this.connection = connection;
    }

    /**
     * Creates the users that do not exist and locks all of them.
     *
     * @param ids distinct ids
     * @param begunAt users that were erased since then are neither created nor locked
     * @return the rows of the users in the order of {@code ids}; -1 for an erased one
     */
    int[] lock(String[] ids, Instant begunAt) throws SQLException {
        String[] wanted = withoutErased(ids, begunAt);
        try (PreparedStatement create = connection.prepareStatement(CREATE)) {
            create.setArray(1, connection.createArrayOf("text", wanted));
            created = create.executeUpdate();
        }
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setArray(1, connection.createArrayOf("text", wanted));
            return rows(lock, ids.length);
        }
    }

    /** How many users {@link #lock} has created. */
    int created() {
        return created;
    }

    /** Increments the revision of locked users. */
    void touch(int[] rows) throws SQLException {
        if (rows.length == 0) {
            return;
        }
        try (PreparedStatement touch = connection.prepareStatement(TOUCH)) {
            touch.setObject(1, rows);
            touch.executeUpdate();
        }
    }

    /**
     * The rows by number, from the columns number (from 1) and row.
     *
     * @return -1 where there is no row
     */
    static int[] rows(PreparedStatement query, int count) throws SQLException {
        int[] rows = new int[count];
        Arrays.fill(rows, -1);
        try (ResultSet result = query.executeQuery()) {
            while (result.next()) {
                rows[result.getInt(1) - 1] = result.getInt(2);
            }
        }
        return rows;
    }

    /** A copy with null in the place of erased users. */
    private String[] withoutErased(String[] ids, Instant begunAt) throws SQLException {
        String[] remaining = ids.clone();
        try (PreparedStatement erased = connection.prepareStatement(ERASED)) {
            erased.setArray(1, connection.createArrayOf("text", ids));
            erased.setString(2, begunAt.toString());
            erased.setString(3, begunAt.toString());
            try (ResultSet result = erased.executeQuery()) {
                while (result.next()) {
                    remaining[result.getInt(1) - 1] = null;
                }
            }
        }
        return remaining;
    }
}
