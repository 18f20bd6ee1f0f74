package dev.palate.database;

import dev.palate.database.PostgresPrograms.Result;
import dev.palate.problem.FullDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** One PostgreSQL data directory and the server on it. The caller has the {@link DirectoryLock}. */
final class PostgresCluster {

    static final String USER = "palate";

    private static final Logger log = LoggerFactory.getLogger(PostgresCluster.class);
    private static final String MAJOR_VERSION = "18";
    private static final String SECONDS_TO_STOP = "60";
    private static final int ATTEMPTS_TO_START = 5;

    private final Path home;
    private final Path directory;
    private final Path serverLog;
    private final PostgresPrograms programs;

    PostgresCluster(Path home, PostgresPrograms programs) {
        this.home = home;
        this.directory = home.resolve("cluster");
        this.serverLog = home.resolve("server.log");
        this.programs = programs;
    }

    /**
     * Creates the data directory unless it exists. The directory gets its final name only when it is complete, so a killed
     * process leaves no incomplete one under that name.
     *
     * <p>The collation is PostgreSQL's own: updates of the operating system's collations would break indexes on text.
     */
    void createIfAbsent(Path passwordFile) throws IOException {
        if (Files.exists(directory)) {
            requireSameMajorVersion();
            return;
        }
        log.info("Creating a PostgreSQL cluster in {}", directory);
        Path unfinished = directory.resolveSibling("cluster.unfinished");
        FileSystemUtils.deleteRecursively(unfinished);
        Result result = programs.run(
                "initdb",
                "--pgdata=" + unfinished,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (!result.succeeded()) {
            throw failure("initdb failed: " + result.output());
        }
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private void requireSameMajorVersion() throws IOException {
        String version = Files.readString(directory.resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new DatabaseUnavailableException(
                    "%s was written by PostgreSQL %s; this Palate contains PostgreSQL %s."
                            .formatted(directory, version, MAJOR_VERSION),
                    "Move the data with pg_dump, or use the version of Palate that wrote it.");
        }
    }

    /** Cleans up after a killed Palate or a killed server: stops a server without an owner, or deletes the file of a dead one. */
    void recover() throws IOException {
        Path file = PostmasterFile.in(directory);
        if (Files.notExists(file)) {
            return;
        }
        Optional<PostmasterFile> postmaster = PostmasterFile.read(file);
        if (postmaster.isPresent() && postmaster.get().isRunningFrom(home)) {
            log.warn(
                    "PostgreSQL, process {}, is left from a killed Palate: stopping it",
                    postmaster.get().pid());
            stop();
        } else {
            log.warn("PostgreSQL did not shut down cleanly: it recovers its data");
            Files.deleteIfExists(file);
        }
    }

    /**
     * Starts the server and waits until it accepts connections, crash recovery included. It tries several times: another process
     * can take the port at the last moment, and the children of a killed server take a moment to end.
     *
     * @return the port it listens on
     */
    int start(int wantedPort, Duration timeout) throws IOException {
        String output = "";
        for (int attempt = 1; attempt <= ATTEMPTS_TO_START; attempt++) {
            int port = wantedPort == 0 ? FreePort.find() : wantedPort;
            keepPreviousLog();
            Result result = programs.run(
                    "pg_ctl",
                    "start",
                    "--pgdata=" + directory,
                    "--log=" + serverLog,
                    "--wait",
                    "--timeout=" + timeout.toSeconds(),
                    "--options=" + String.join(" ", options(port)));
            if (result.succeeded()) {
                return port;
            }
            output =
                    result.output().strip() + "\n" + Files.readString(serverLog).strip();
            log.warn("PostgreSQL did not start, attempt {} of {}: {}", attempt, ATTEMPTS_TO_START, output);
            programs.run("pg_ctl", "stop", "--pgdata=" + directory, "--mode=immediate");
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        throw failure("PostgreSQL did not start: " + output);
    }

    /** Options for the command line, which no configuration file can override. */
    private static List<String> options(int port) {
        return List.of(
                "-c listen_addresses=127.0.0.1",
                "-c unix_socket_directories=",
                "-c port=" + port,
                "-c fsync=on",
                "-c synchronous_commit=on",
                "-c full_page_writes=on",
                "-c max_connections=200",
                "-c shared_buffers=256MB",
                "-c maintenance_work_mem=128MB",
                "-c work_mem=16MB",
                // Nothing replicates this server, so its log serves recovery alone.
                "-c wal_level=minimal",
                "-c max_wal_senders=0",
                // Saved states of trainings leave dead rows; vacuumed soon, they are used again.
                "-c autovacuum_naptime=10s",
                // Quick checkpoints twice a minute keep the log small. With a limit of its size instead, a large import
                // would write the same pages to it again and again.
                "-c checkpoint_timeout=30s",
                "-c checkpoint_completion_target=0.2",
                "-c max_wal_size=1GB",
                "-c min_wal_size=32MB",
                "-c wal_compression=on",
                "-c random_page_cost=1.1",
                "-c timezone=UTC",
                "-c log_timezone=UTC");
    }

    private void keepPreviousLog() throws IOException {
        if (Files.exists(serverLog)) {
            Files.move(serverLog, serverLog.resolveSibling("server.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Ends open transactions, writes a checkpoint and waits for the end of the server. */
    void stop() throws IOException {
        Result result = programs.run(
                "pg_ctl", "stop", "--pgdata=" + directory, "--mode=fast", "--wait", "--timeout=" + SECONDS_TO_STOP);
        if (!result.succeeded()) {
            throw failure("PostgreSQL did not stop: " + result.output().strip());
        }
    }

    private DatabaseUnavailableException failure(String message) {
        if (FullDisk.isNoted(message)) {
            return new DatabaseUnavailableException(message, FullDiskFailureAnalyzer.action(home));
        }
        return new DatabaseUnavailableException(
                message,
                "The server's own log is %s. As root PostgreSQL needs user namespaces (unshare --user): run Palate as"
                                .formatted(serverLog)
                        + " another user, or name a server with PALATE_DATABASE_URL.");
    }
}
