package dev.palate.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Separates the erasure of items and users from the writing of ratings. A writer of ratings locks users in the order of their
 * rows, but an erasure touches the rows of many users in an unknown order. Therefore an erasure waits for all running
 * writers, and new writers wait for it. This prevents deadlocks, and no rating is written during an erasure. The lock is held
 * until the end of the transaction. It uses {@link JdbcClient} and plain JDBC, because an advisory lock is no record.
 */
@Component
public class ErasureLock {

    /** An arbitrary number that nothing else in this database locks. */
    private static final long KEY = 0x70616c617465L;

    private static final String SHARE = "select pg_advisory_xact_lock_shared(?)";

    private final JdbcClient jdbc;

    ErasureLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Must be called in a transaction before it writes ratings. */
    public void share() {
        jdbc.sql(SHARE).param(KEY).query(row -> {});
    }

    /** The same as {@link #share()}, for a transaction that Spring does not manage. */
    public static void share(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SHARE)) {
            statement.setLong(1, KEY);
            statement.execute();
        }
    }

    /** Must be called in a transaction before it erases an item or a user. */
    public void holdAlone() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(KEY).query(row -> {});
    }
}
