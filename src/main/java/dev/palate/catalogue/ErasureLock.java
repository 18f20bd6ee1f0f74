package dev.palate.catalogue;

import dev.palate.database.AdvisoryLock;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Separates the erasure of items and users from the writing of ratings. A writer of ratings locks users in the order of their
 * rows, but an erasure touches the rows of many users in an unknown order. Therefore an erasure waits for all running
 * writers, and new writers wait for it. This prevents deadlocks, and no rating is written during an erasure. The lock is held
 * until the end of the transaction.
 */
@Component
public class ErasureLock {

    private final JdbcClient jdbc;

    ErasureLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Must be called in a transaction before it writes ratings. */
    public void share() {
        AdvisoryLock.ERASURE.share(jdbc);
    }

    /** The same as {@link #share()}, for a transaction that Spring does not manage. */
    public static void share(Connection connection) throws SQLException {
        AdvisoryLock.ERASURE.share(connection);
    }

    /** Must be called in a transaction before it erases an item or a user. */
    public void holdAlone() {
        AdvisoryLock.ERASURE.hold(jdbc);
    }
}
