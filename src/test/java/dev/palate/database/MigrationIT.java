package dev.palate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every migration runs on a database with rows, one after the other from version 1. The rows of a version are in
 * {@code migration/V<number>.sql} on the test's class path. A migration that moves or renames columns gives, in
 * {@code migration/V<number>-moved.properties}, a query for each changed table that returns its former columns, and one that deletes rows on
 * purpose gives the same deletion in {@code migration/V<number>-deletes.sql}; other migrations need no change here.
 */
class MigrationIT {

    private final Database database = PostgresFixture.newDatabase();

    /** One for all statements of a test: there are hundreds of them. */
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = database.connect();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void keepsWhatTheEarlierVersionsHold() throws Exception {
        for (MigrationVersion version : versions()) {
            executeResource("/migration/V" + version + "-deletes.sql");
            Map<String, String> before = contents(Map.of());

            migrateTo(version);

            assertThat(contents(before, moved(version)))
                    .as("rows after " + version)
                    .containsAllEntriesOf(before);
            fill(version);
        }
        assertThat(contents(Map.of())).hasSizeGreaterThan(10);
    }

    /** Rewriting the table, or reading all of it to check a constraint, would stand in the way of every request. */
    @Test
    void letsRatingsBeReadAndWrittenMeanwhile() throws Exception {
        List<MigrationVersion> versions = versions();
        migrateTo(versions.get(0));
        fill(versions.get(0));
        try (RatingTraffic traffic = RatingTraffic.start(database)) {
            for (MigrationVersion version : versions.subList(1, versions.size())) {
                String file = ratingsFile();
                migrateTo(version);
                assertThat(ratingsFile()).as(version + " rewrites the ratings").isEqualTo(file);
                fill(version);
            }
            traffic.awaitRounds(5);
            assertThatCode(traffic::requireSuccess).doesNotThrowAnyException();
            assertThat(traffic.longestWait()).isLessThan(RatingTraffic.PATIENCE);
        }
    }

    private List<MigrationVersion> versions() {
        return Arrays.stream(flyway(MigrationVersion.LATEST).info().all())
                .map(MigrationInfo::getVersion)
                .toList();
    }

    private void migrateTo(MigrationVersion version) {
        assertThat(flyway(version).migrate().migrationsExecuted).isEqualTo(1);
    }

    private Flyway flyway(MigrationVersion target) {
        return Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .target(target)
                .load();
    }

    private Properties moved(MigrationVersion version) throws IOException {
        Properties moved = new Properties();
        try (InputStream file = getClass().getResourceAsStream("/migration/V" + version + "-moved.properties")) {
            if (file != null) {
                moved.load(file);
            }
        }
        return moved;
    }

    private void fill(MigrationVersion version) throws IOException, SQLException {
        executeResource("/migration/V" + version + ".sql");
    }

    private void executeResource(String name) throws IOException, SQLException {
        try (InputStream sql = getClass().getResourceAsStream(name)) {
            if (sql != null) {
                execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    /**
     * A digest of the rows of each table, over the columns that {@code earlier} knows.
     *
     * @param earlier by table and columns, as this method gave it; empty for the tables as they are
     */
    private Map<String, String> contents(Map<String, String> earlier) throws SQLException {
        return contents(earlier, new Properties());
    }

    private Map<String, String> contents(Map<String, String> earlier, Properties moved) throws SQLException {
        Map<String, String> digests = new TreeMap<>();
        for (String table : earlier.isEmpty() ? tables() : List.copyOf(earlier.keySet())) {
            String name = table.substring(0, table.indexOf('('));
            String columns = table.substring(table.indexOf('(') + 1, table.length() - 1);
            digests.put(
                    table,
                    text(
                            "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from (select "
                                    + columns + " from " + moved.getProperty(name, name) + ") t"));
        }
        return digests;
    }

    private List<String> tables() throws SQLException {
        return List.of(text("""
                select coalesce(string_agg(t, ';'), '') from (
                    select table_name || '(' || string_agg(quote_ident(column_name), ', ' order by ordinal_position) || ')' t
                    from information_schema.columns
                    where table_schema = 'public' and table_name <> 'flyway_schema_history'
                    group by table_name) tables""").split(";")).stream()
                .filter(table -> !table.isEmpty())
                .toList();
    }

    private String ratingsFile() throws SQLException {
        return text("select pg_relation_filenode('ratings')");
    }

    private String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
