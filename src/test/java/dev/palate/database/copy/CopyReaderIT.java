package dev.palate.database.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.palate.PostgresFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class CopyReaderIT {

    private static final String COPY = "copy (select n, repeat('x', 100) from generate_series(1, %d) n) to stdout";

    private final HikariDataSource pool = new HikariDataSource();
    private final JdbcTemplate jdbc = new JdbcTemplate(pool);
    private final CopyReader reader = new CopyReader(pool);

    @BeforeEach
    void connect() {
        PostgresFixture.Database database = PostgresFixture.newDatabase();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(1);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void readsOneRowAfterTheOther() {
        int session = session();
        AtomicInteger rows = new AtomicInteger();

        read(
                1000,
                message -> assertThat(new String(message, StandardCharsets.UTF_8))
                        .startsWith(rows.incrementAndGet() + "\txxx"));

        assertThat(rows).hasValue(1000);
        assertThat(session()).isEqualTo(session);
    }

    /** The driver would cancel the statement, which can end a later statement of the connection. */
    @Test
    void aReaderThatGivesUpLosesItsConnection() {
        int session = session();
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThatThrownBy(() -> read(1_000_000, message -> {
                        throw new IOException("the client is gone");
                    }))
                    .hasRootCauseMessage("the client is gone");

            int next = session();
            assertThat(next).isNotEqualTo(session);
            session = next;
        }
        await().untilAsserted(() -> assertThat(count(
                        "pg_stat_activity where datname = current_database() and backend_type = 'client backend'"))
                .isEqualTo(1));
    }

    @Test
    void aTransactionThatGivesUpCanBeLeft() {
        ConnectionCallback<Void> reading = connection -> {
            connection.setAutoCommit(false);
            assertThat(CopyReader.isOpen(connection)).isTrue();
            assertThatThrownBy(() -> reader.read(connection, COPY.formatted(1_000_000), message -> {
                        throw new IllegalStateException("no more");
                    }))
                    .hasMessage("no more");
            assertThat(CopyReader.isOpen(connection)).isFalse();
            return null;
        };

        jdbc.execute(reading);

        assertThat(count("generate_series(1, 3)")).isEqualTo(3);
    }

    /** The pool does not see the exceptions of the driver's own interface, and gives a connection that was just used to the next caller. */
    @Test
    void aConnectionThatPostgresEndsIsNotUsedAgain() {
        int session = session();
        AtomicInteger rows = new AtomicInteger();
        assertThatThrownBy(() -> read(1_000_000, message -> {
                    if (rows.incrementAndGet() == 1) {
                        end(session);
                    }
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(session()).isNotEqualTo(session);
    }

    @Test
    void aStatementThatFailsKeepsItsConnection() {
        int session = session();
        assertThatThrownBy(() -> execute(connection -> reader.read(
                        connection, "copy (select 1 / (5 - n) from generate_series(1, 9) n) to stdout", message -> {})))
                .hasMessageContaining("division by zero");
        assertThat(session()).isEqualTo(session);
    }

    private void end(int session) throws SQLException {
        try (Connection other = DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
                Statement statement = other.createStatement()) {
            statement.execute("select pg_terminate_backend(%d, 10000)".formatted(session));
        }
    }

    private void read(int rows, CopyReader.Sink<Exception> sink) {
        execute(connection -> reader.read(connection, COPY.formatted(rows), sink));
    }

    private interface Reading {

        void run(Connection connection) throws Exception;
    }

    private void execute(Reading reading) {
        ConnectionCallback<Void> callback = connection -> {
            try {
                reading.run(connection);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return null;
        };
        jdbc.execute(callback);
    }

    /** The process of PostgreSQL that serves the only connection. */
    private int session() {
        return JdbcClient.create(pool)
                .sql("select pg_backend_pid()")
                .query(Integer.class)
                .single();
    }

    private long count(String rows) {
        return JdbcClient.create(pool)
                .sql("select count(*) from " + rows)
                .query(Long.class)
                .single();
    }
}
