package dev.palate.overload.web;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Gives the statements of requests a time-out, so that a lock or a bad plan does not keep their threads and connections; those of
 * jobs, imports and migrations have none. {@code COPY}, which exports are made of, is no such statement.
 */
final class TimedStatements extends JdbcTemplate {

    private final int seconds;

    TimedStatements(DataSource dataSource, Duration longest) {
        super(dataSource);
        this.seconds = (int) longest.toSeconds();
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        if (RequestContextHolder.getRequestAttributes() != null) {
            statement.setQueryTimeout(seconds);
        }
    }
}
