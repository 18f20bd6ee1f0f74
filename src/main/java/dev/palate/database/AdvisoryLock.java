package dev.palate.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All advisory locks of Palate's database, with {@link JdbcClient} and plain JDBC because a lock is no record. Their numbers are
 * arbitrary but distinct: two uses of one number would wait for each other.
 */
public enum AdvisoryLock {
    /** Writers of ratings and of stored lists share it; an erasure of items or users holds it alone. */
    ERASURE(0x70616c617465L),
    /** Held by transactions that create an API key, so that there is one first key. */
    KEY_CREATION(0x70616c6b657973L),
    /** Held by the replica that creates or drops partitions of events. */
    EVENT_PARTITIONS(0x66656564L),
    /** Held by the transaction that adds changes to the counts of events. */
    EVENT_COUNTS(0x6576656e7473L),
    /** Held by a replica that registers or reports that it is present. */
    REPLICAS(0x7265706c696361L);

    private static final String HOLD = "select pg_advisory_xact_lock(?)";
    private static final String TRY = "select pg_try_advisory_xact_lock(?)";
    private static final String SHARE = "select pg_advisory_xact_lock_shared(?)";

    private final long number;

    AdvisoryLock(long number) {
        this.number = number;
    }

    /** Waits until no other transaction holds or shares the lock; the current transaction then holds it until it ends. */
    public void hold(JdbcClient jdbc) {
        jdbc.sql(HOLD).param(number).query(row -> {});
    }

    /** Returns false if another transaction holds the lock; otherwise the current transaction holds it until it ends. */
    public boolean tryHold(JdbcClient jdbc) {
        return jdbc.sql(TRY).param(number).query(Boolean.class).single();
    }

    /** Waits until no other transaction holds the lock; the current transaction then shares it until it ends. */
    public void share(JdbcClient jdbc) {
        jdbc.sql(SHARE).param(number).query(row -> {});
    }

    /** The same as {@link #share(JdbcClient)}, for a transaction that Spring does not manage. */
    public void share(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SHARE)) {
            statement.setLong(1, number);
            statement.execute();
        }
    }

    long number() {
        return number;
    }
}
