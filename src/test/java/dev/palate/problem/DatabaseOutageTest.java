package dev.palate.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {

    @Test
    void isWhatAShutdownAndABrokenConnectionSay() {
        assertThat(DatabaseOutage.isCauseOf(wrapped(new SQLException("shutting down", "57P01"))))
                .isTrue();
        assertThat(DatabaseOutage.isCauseOf(wrapped(new SQLException("I/O error", "08006"))))
                .isTrue();
        assertThat(DatabaseOutage.isCauseOf(wrapped(new SQLTransientConnectionException("timed out"))))
                .isTrue();
    }

    /** The rollback after a broken connection fails in this way, and hides what broke it. */
    @Test
    void isAConnectionThatThePoolTookAway() {
        assertThat(DatabaseOutage.isCauseOf(wrapped(new SQLException("Connection is closed"))))
                .isTrue();
    }

    @Test
    void isNotWhatADatabaseRefuses() {
        assertThat(DatabaseOutage.isCauseOf(wrapped(new SQLException("duplicate key", "23505"))))
                .isFalse();
        assertThat(DatabaseOutage.isCauseOf(wrapped(new SQLException("Statement is closed"))))
                .isFalse();
        assertThat(DatabaseOutage.isCauseOf(new IllegalStateException("Connection is closed")))
                .isFalse();
    }

    private static Throwable wrapped(SQLException cause) {
        return new IllegalStateException("a transaction failed", new RuntimeException(cause));
    }
}
