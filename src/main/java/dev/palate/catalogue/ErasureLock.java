package dev.palate.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps erasing an item or a user apart from writing ratings. Writers of ratings lock users in the order of their rows;
 * an erasure touches rows of many users in no order that a writer could know. It therefore waits for the writers that are
 * at work, and new ones wait for it: no deadlock, and no rating slips in between. Held until the transaction ends.
 */
@Component
public class ErasureLock {

    /** Any number that nothing else in this database locks. */
    private static final long KEY = 0x70616c617465L;

    private static final String SHARE = "select pg_advisory_xact_lock_shared(?)";

    private final JdbcClient jdbc;

    ErasureLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Taken by a transaction before it writes ratings. */
    public void share() {
        jdbc.sql(SHARE).param(KEY).query(row -> {});
    }

    /** The same for a transaction that Spring does not manage. */
    public static void share(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SHARE)) {
            statement.setLong(1, KEY);
            statement.execute();
        }
    }

    /** Taken by a transaction before it erases an item or a user. */
    public void holdAlone() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(KEY).query(row -> {});
    }
}
