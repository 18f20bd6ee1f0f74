package dev.palate.database.copy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;
import org.springframework.jdbc.datasource.ConnectionProxy;
import org.springframework.stereotype.Component;

/** Reads the result of a {@code COPY TO STDOUT}, message by message; each message is one row. */
@Component
public class CopyReader {

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
     * the next statement of the connection instead, or the next one may read what is left of the result.
     *
     * @param connection of the pool, or Spring's proxy of it
     * @param copy the statement
     * @return the number of rows
     */
    public <E extends Exception> long read(Connection connection, String copy, Sink<E> sink) throws SQLException, E {
        CopyOut reading = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
        try {
            for (byte[] message = reading.readFromCopy(); message != null; message = reading.readFromCopy()) {
                sink.accept(message);
            }
            return reading.getHandledRowCount();
        } finally {
            if (reading.isActive()) {
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
