package dev.palate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

    /** Shared: unpacking the programs takes longer than everything else here. */
    @TempDir
    private static Path home;

    @BeforeAll
    static void writeOneRow() throws SQLException {
        try (EmbeddedPostgres server = start()) {
            execute(server, "create table kept as select 1 as n");
        }
    }

    @AfterEach
    void leavesNoServer() {
        assertThat(PostmasterFile.in(home.resolve("cluster"))).doesNotExist();
    }

    @Test
    void keepsDataBetweenStarts() throws SQLException {
        try (EmbeddedPostgres server = start()) {
            assertThat(rowsKept(server)).isEqualTo(1);
        }
    }

    @Test
    void connectionsComputeOneHashOfThePassword() throws SQLException {
        for (int start = 0; start < 2; start++) {
            try (EmbeddedPostgres server = start();
                    Connection connection = connector(server).open();
                    Statement statement = connection.createStatement();
                    ResultSet stored =
                            statement.executeQuery("select rolpassword from pg_authid where rolpassword is not null")) {
                assertThat(stored.next()).isTrue();
                assertThat(stored.getString(1)).startsWith("SCRAM-SHA-256$1:");
                // As earlier versions stored it.
                statement.execute("set scram_iterations = 4096");
                statement.execute("alter user palate password '" + server.getPassword() + "'");
            }
        }
    }

    @Test
    void stopsTheServerOfAKilledPalateAndKeepsWhatItCommitted() throws Exception {
        PalateProcess killed = PalateProcess.start(home);
        PostmasterFile orphan = postmaster();
        killed.kill();
        assertThat(orphan.isRunningFrom(home)).isTrue();

        try (EmbeddedPostgres server = start()) {
            assertThat(orphan.isRunningFrom(home)).isFalse();
            assertThat(rowsKept(server)).isEqualTo(1);
        }
    }

    @Test
    void recoversWhenPalateAndItsServerWereKilled() throws Exception {
        PalateProcess killed = PalateProcess.start(home);
        ProcessHandle server = ProcessHandle.of(postmaster().pid()).orElseThrow();
        killed.kill();
        server.destroyForcibly();
        server.onExit().join();

        try (EmbeddedPostgres next = start()) {
            assertThat(rowsKept(next)).isEqualTo(1);
        }
    }

    @Test
    void isNotFooledByAnotherProcessWithTheDeadServersNumber() throws Exception {
        long stranger = ProcessHandle.current().pid();
        Files.writeString(
                PostmasterFile.in(home.resolve("cluster")), "%d\n%s\n0\n5432\n\n127.0.0.1\n".formatted(stranger, home));

        try (EmbeddedPostgres server = start()) {
            assertThat(rowsKept(server)).isEqualTo(1);
        }
    }

    @Test
    void refusesADirectoryThatAnotherPalateUsesAndLeavesItsServerAlone() throws Exception {
        try (PalateProcess owner = PalateProcess.start(home)) {
            PostmasterFile server = postmaster();
            assertThatThrownBy(EmbeddedPostgresIT::start)
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("process " + owner.pid())
                    .hasMessageContaining(home.toString());
            assertThat(server.isRunningFrom(home)).isTrue();
        }
        start().close();
    }

    @Test
    void beginsAgainWhenItsCreationWasInterrupted(@TempDir Path other) throws Exception {
        Files.createDirectories(other.resolve("cluster.unfinished/base"));
        Files.writeString(other.resolve("cluster.unfinished/postgresql.conf"), "");
        Files.createFile(other.resolve("password"));

        try (EmbeddedPostgres server = start(other)) {
            execute(server, "create table works (n int)");
        }
    }

    @Test
    void asksForItsPassword() throws SQLException {
        try (EmbeddedPostgres server = start()) {
            Connector stranger = new Connector(server.getJdbcUrl(), server.getUsername(), "guess");
            assertThatThrownBy(stranger::open).hasMessageContaining("password authentication failed");
        }
    }

    private static EmbeddedPostgres start() {
        return start(home);
    }

    private static EmbeddedPostgres start(Path directory) {
        return EmbeddedPostgres.start(new DatabaseSettings("", "", "", directory, 0, Duration.ofMinutes(1)));
    }

    private static PostmasterFile postmaster() throws IOException {
        return PostmasterFile.read(PostmasterFile.in(home.resolve("cluster"))).orElseThrow();
    }

    private static void execute(EmbeddedPostgres server, String command) throws SQLException {
        try (Connection connection = connector(server).open();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static int rowsKept(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = connector(server).open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from kept")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static Connector connector(EmbeddedPostgres server) {
        return new Connector(server.getJdbcUrl(), server.getUsername(), server.getPassword());
    }
}
