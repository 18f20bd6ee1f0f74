package dev.palate.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The connection pool, with fast failures: while PostgreSQL is known to be unavailable, one caller at a time waits for a connection
 * and thereby finds out when PostgreSQL is available again; all other callers fail at once. A pool whose connections are all in
 * use does not count as unavailable.
 */
final class FailFastDataSource extends DelegatingDataSource {

    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile @Nullable SQLException outage;

    FailFastDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        SQLException known = outage;
        if (known == null) {
            return connect();
        }
        if (!probing.compareAndSet(false, true)) {
            throw new SQLTransientConnectionException("PostgreSQL is unavailable", known.getSQLState(), known);
        }
        try {
            return connect();
        } finally {
            probing.set(false);
        }
    }

    private Connection connect() throws SQLException {
        try {
            Connection connection = super.getConnection();
            outage = null;
            return connection;
        } catch (SQLException e) {
            // The cause is the failure to connect; without a cause, all connections were in use.
            outage = e.getCause() == null ? null : e;
            throw e;
        }
    }
}
