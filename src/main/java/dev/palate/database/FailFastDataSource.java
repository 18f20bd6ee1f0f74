package dev.palate.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The pool's connections. While PostgreSQL is known to be away one caller at a time waits for it, and so finds out when it is
 * back; the others fail at once instead of waiting in a row. A pool whose connections are all in use is not taken for that.
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
            throw new SQLTransientConnectionException("PostgreSQL is away", known.getSQLState(), known);
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
            // The pool names the failure to connect as the cause; where there is none, it waited for others to be done.
            outage = e.getCause() == null ? null : e;
            throw e;
        }
    }
}
