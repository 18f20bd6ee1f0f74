package dev.palate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The migration to triggers locks five tables, in which other processes read and write meanwhile. */
class ReferencesMigrationIT {

    private final Database database = PostgresFixture.newDatabase();

    /** As an import does, and as the query of histories does. */
    @ParameterizedTest
    @CsvSource({"items, users", "users, items", "ratings, interaction_types"})
    void doesNotDeadlockWithATransactionThatUsesTwoTables(String first, String second) throws SQLException {
        migrateTo("40");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from " + first);
            CompletableFuture<Void> migration = CompletableFuture.runAsync(() -> migrateTo("42"));
            await().until(this::aLockIsAwaited);

            statement.execute("select from " + second);

            other.commit();
            migration.join();
            assertThat(text(statement, "select count(*) from pg_constraint where conname = 'ratings_item'"))
                    .isEqualTo("0");
        }
    }

    private boolean aLockIsAwaited() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            return !text(statement, "select count(*) from pg_locks where not granted and relation is not null")
                    .equals("0");
        }
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .target(version)
                .load()
                .migrate();
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
