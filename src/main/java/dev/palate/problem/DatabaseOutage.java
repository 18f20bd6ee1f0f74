package dev.palate.problem;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Distinguishes an unreachable database from a request that the database refused. */
public final class DatabaseOutage {

    private static final String CONNECTION_EXCEPTION = "08";
    private static final String OPERATOR_INTERVENTION = "57P";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    /** HikariCP's message, without an SQL state, for a connection that it closed because it was broken. */
    private static final String CLOSED_BY_POOL = "Connection is closed";

    private DatabaseOutage() {}

    /** Whether the cause of {@code failure} is that there is no usable connection to PostgreSQL. */
    public static boolean isCauseOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof SQLException exception && isOutage(exception)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOutage(SQLException exception) {
        return exception instanceof SQLTransientConnectionException
                || exception instanceof SQLNonTransientConnectionException
                || isOutage(exception.getSQLState())
                || (exception.getSQLState() == null && CLOSED_BY_POOL.equals(exception.getMessage()));
    }

    private static boolean isOutage(@Nullable String state) {
        return state != null
                && (state.startsWith(CONNECTION_EXCEPTION)
                        || state.startsWith(OPERATOR_INTERVENTION)
                        || state.equals(TOO_MANY_CONNECTIONS));
    }
}
