package dev.palate.database;

import dev.palate.problem.FullDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The embedded PostgreSQL server: durable, only on the loopback address, with its data in one directory. {@link #close} stops it.
 */
final class EmbeddedPostgres implements JdbcConnectionDetails, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    static final String DATABASE = "palate";
    private static final int PORT_LINE = 3;
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final DirectoryLock lock;
    private final PostgresCluster cluster;
    private final int port;
    private final String password;

    private EmbeddedPostgres(DirectoryLock lock, PostgresCluster cluster, int port, String password) {
        this.lock = lock;
        this.cluster = cluster;
        this.port = port;
        this.password = password;
    }

    /** The server of another Palate process, which remains its owner; empty if none is running in the directory. */
    static Optional<Connector> findRunning(DatabaseSettings settings) {
        Path home = settings.directory().toAbsolutePath().normalize();
        Path file = PostmasterFile.in(home.resolve("cluster"));
        try {
            Optional<PostmasterFile> postmaster = Files.exists(file) ? PostmasterFile.read(file) : Optional.empty();
            if (postmaster.isEmpty() || !postmaster.get().isRunningFrom(home)) {
                return Optional.empty();
            }
            String password = Files.readString(home.resolve("password")).strip();
            return Files.readAllLines(file).stream()
                    .skip(PORT_LINE)
                    .findFirst()
                    .map(port -> connector(Integer.parseInt(port.strip()), DATABASE, password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws DatabaseUnavailableException if another Palate uses the directory, the server does not start, or it would not be
     *     durable
     */
    static EmbeddedPostgres start(DatabaseSettings settings) {
        Path home = settings.directory().toAbsolutePath().normalize();
        try {
            Files.createDirectories(home);
            DirectoryLock lock = DirectoryLock.acquire(home);
            try {
                return start(settings, home, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "The embedded PostgreSQL in %s cannot be used: %s".formatted(home, e),
                    FullDisk.isCauseOf(e)
                            ? FullDiskFailureAnalyzer.action(home)
                            : "Check that the directory is writable and that its disk has space.",
                    e);
        }
    }

    private static EmbeddedPostgres start(DatabaseSettings settings, Path home, DirectoryLock lock) throws IOException {
        PostgresPrograms programs =
                new PostgresPrograms(PostgresArchive.unpackInto(home), home.resolve("programs.log"));
        PostgresCluster cluster = new PostgresCluster(home, programs);
        PasswordFile password = PasswordFile.createIfAbsent(home.resolve("password"));
        cluster.createIfAbsent(password.path());
        cluster.recover();
        int port = cluster.start(settings.port(), settings.startTimeout());
        EmbeddedPostgres server = new EmbeddedPostgres(lock, cluster, port, password.value());
        try {
            server.prepare();
        } catch (SQLException e) {
            cluster.stop();
            throw new IOException(e);
        } catch (RuntimeException e) {
            cluster.stop();
            throw e;
        }
        log.info("PostgreSQL runs at {} (data in {})", server.getJdbcUrl(), home);
        return server;
    }

    private void prepare() throws SQLException {
        try (Connection connection = connector("postgres").open()) {
            requireDurable(connection);
            savePasswordChecks(connection);
            createDatabaseIfAbsent(connection);
        }
    }

    private static void requireDurable(Connection connection) throws SQLException {
        for (String setting : DURABLE) {
            String value = Connector.show(connection, setting);
            if (!value.equals("on")) {
                throw new DatabaseUnavailableException(
                        "The embedded PostgreSQL runs with %s=%s: a crash could lose or damage data."
                                .formatted(setting, value),
                        "Remove that setting from the server's configuration.");
            }
        }
        log.info(
                "PostgreSQL {}: fsync, synchronous_commit and full_page_writes are on",
                Connector.show(connection, "server_version"));
    }

    /** One hash instead of 4,096 for each connection: these slow down guesses, and a random password cannot be guessed. */
    private void savePasswordChecks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select from pg_authid where rolname = current_user and rolpassword not like 'SCRAM-SHA-256$1:%'")) {
            if (found.next()) {
                statement.execute("set scram_iterations = 1");
                statement.execute("alter user current_user password '%s'".formatted(password.replace("'", "''")));
            }
        }
    }

    private static void createDatabaseIfAbsent(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select from pg_database where datname = '%s'".formatted(DATABASE))) {
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        }
    }

    private Connector connector(String database) {
        return connector(port, database, password);
    }

    private static Connector connector(int port, String database, String password) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + '/' + database;
        return new Connector(url, PostgresCluster.USER, password);
    }

    @Override
    public String getJdbcUrl() {
        return connector(DATABASE).url();
    }

    @Override
    public String getUsername() {
        return PostgresCluster.USER;
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public void close() {
        try (lock) {
            cluster.stop();
            log.info("PostgreSQL has stopped");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
