package dev.palate.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The PostgreSQL server of one test JVM: a container where a Docker engine answers, else the embedded server. */
public record TestServer(String url, String user, String password) {

    private static final Logger log = LoggerFactory.getLogger(TestServer.class);
    private static final String IMAGE = "postgres:18-alpine";

    /** Maven executes several test JVMs at the same time. */
    private static final Path DIRECTORY = Path.of("target/test-postgres-" + System.getProperty("test.jvm", "0"))
            .toAbsolutePath();

    private static final Path CLUSTER = DIRECTORY.resolve("cluster");

    /** Starts it; it ends with the JVM. */
    public static TestServer start() {
        return dockerAnswers() ? container() : embedded();
    }

    private static boolean dockerAnswers() {
        return DockerSocket.mayExist() && DockerClientFactory.instance().isDockerAvailable();
    }

    private static TestServer container() {
        log.info("Tests run on PostgreSQL in a container: {}", IMAGE);
        PostgreSQLContainer container =
                new PostgreSQLContainer(IMAGE).withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
        container.start();
        return new TestServer(container.getJdbcUrl(), container.getUsername(), container.getPassword());
    }

    /** Stops without the last checkpoint: with fifty databases it takes over half a minute, and the next JVM deletes them. */
    private static TestServer embedded() {
        log.info("Tests run on the embedded PostgreSQL in {}: no Docker engine answers", DIRECTORY);
        try {
            Files.createDirectories(DIRECTORY);
            PostgresPrograms programs =
                    new PostgresPrograms(PostgresArchive.unpackInto(DIRECTORY), DIRECTORY.resolve("stop.log"));
            deletePreviousCluster(programs);
            EmbeddedPostgres server =
                    EmbeddedPostgres.start(new DatabaseSettings("", "", "", DIRECTORY, 0, Duration.ofMinutes(1)));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopImmediately(programs), "test-postgres"));
            return new TestServer(server.getJdbcUrl(), server.getUsername(), server.getPassword());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deletePreviousCluster(PostgresPrograms programs) throws IOException {
        try (DirectoryLock lock = DirectoryLock.acquire(DIRECTORY)) {
            new PostgresCluster(DIRECTORY, programs).recover();
            FileSystemUtils.deleteRecursively(CLUSTER);
        }
    }

    private static void stopImmediately(PostgresPrograms programs) {
        try {
            programs.run("pg_ctl", "stop", "--pgdata=" + CLUSTER, "--mode=immediate");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
