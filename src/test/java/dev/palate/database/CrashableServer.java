package dev.palate.database;

import dev.palate.PostgresFixture.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A durable PostgreSQL in a directory that is kept, which can be killed and started again on the same port. */
public final class CrashableServer implements AutoCloseable {

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    private CrashableServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.server = launch();
    }

    public static CrashableServer start(Path directory) throws IOException {
        return new CrashableServer(directory, FreePort.find());
    }

    public Database database() {
        return new Database(server.getJdbcUrl(), server.getUsername(), server.getPassword());
    }

    /** {@code kill -9} of the postmaster and of all its processes. */
    public void kill() throws IOException {
        long pid = PostmasterFile.read(PostmasterFile.in(directory.resolve("cluster")))
                .orElseThrow()
                .pid();
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(List.of(postmaster));
        postmaster.descendants().forEach(all::add);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
        try {
            server.close();
        } catch (DatabaseUnavailableException expected) {
            // there is nothing to stop; what is wanted is the lock that it held on the directory
        }
    }

    /** Starts it after a {@link #kill}; ends when it has recovered. */
    public void startAgain() {
        server = launch();
    }

    @Override
    public void close() {
        server.close();
    }

    private EmbeddedPostgres launch() {
        return EmbeddedPostgres.start(
                new DatabaseSettings("", "", "", directory.toAbsolutePath(), port, Duration.ofMinutes(1)));
    }
}
