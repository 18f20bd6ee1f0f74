package dev.palate.database.copy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;
import org.springframework.jdbc.datasource.ConnectionProxy;
import org.springframework.stereotype.Component;

/** Reads the result of a {@code COPY TO STDOUT}, message by message; each message is one row. */
@Component
public class CopyReader {

    private static final int SECONDS_TO_ANSWER = 5;

    private final DataSource pool;

    CopyReader(DataSource pool) {
        this.pool = pool;
    }

    /**
     * Receives the result.
     *
     * @param <E> thrown if the rest is not wanted
     */
    @FunctionalInterface
    public interface Sink<E extends Exception> {

        void accept(byte[] message) throws E;
    }

    /**
     * Reads all messages. If the sink fails, the connection is closed: the driver can only cancel the statement, and PostgreSQL may cancel
     * the next statement of the connection instead, or the next one may read what is left of the result. A connection that breaks is
     * closed as well: the pool does not see the exceptions of the driver's own interface.
     *
     * @param connection of the pool, or Spring's proxy of it
     * @param copy the statement
     * @return the number of rows
     */
    public <E extends Exception> long read(Connection connection, String copy, Sink<E> sink) throws SQLException, E {
        PgConnection session = connection.unwrap(PgConnection.class);
        CopyOut reading = null;
        boolean complete = false;
        try {
            reading = session.getCopyAPI().copyOut(copy);
            for (byte[] message = reading.readFromCopy(); message != null; message = reading.readFromCopy()) {
                sink.accept(message);
            }
            complete = true;
            return reading.getHandledRowCount();
        } finally {
            // A session that is reading would wait for itself to answer.
            if (!complete && ((reading != null && reading.isActive()) || !session.isValid(SECONDS_TO_ANSWER))) {
                close(connection);
            }
        }
    }

    /** Whether the connection can be used: not after a sink has failed. */
    public static boolean isOpen(Connection connection) throws SQLException {
        return !connection.unwrap(PgConnection.class).isClosed();
    }

    private void close(Connection connection) throws SQLException {
        connection.unwrap(PgConnection.class).abort(Runnable::run);
        Connection pooled = connection;
        while (pooled instanceof ConnectionProxy proxy) {
            pooled = proxy.getTargetConnection();
        }
        pool.unwrap(HikariDataSource.class).evictConnection(pooled);
    }
}
