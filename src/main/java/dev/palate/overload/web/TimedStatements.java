package dev.palate.overload.web;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * A {@code JdbcTemplate} with a time-out for the statements of requests, so that a lock or a bad plan does not hold their threads
 * and connections. Statements of jobs and migrations have no time-out, nor does {@code COPY}, which exports use.
 */
final class TimedStatements extends JdbcTemplate {

    private final int seconds;

    TimedStatements(DataSource dataSource, Duration timeOut) {
        super(dataSource);
        this.seconds = (int) timeOut.toSeconds();
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        if (RequestContextHolder.getRequestAttributes() != null) {
            statement.setQueryTimeout(seconds);
        }
    }
}
