package dev.palate.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The embedded server of another Palate process, which remains its owner. */
record RunningPostgres(int port, String password) implements JdbcConnectionDetails {

    private static final int PORT_LINE = 3;

    /** Empty if no server is running in the directory of the settings. */
    static Optional<RunningPostgres> find(DatabaseSettings settings) {
        Path home = settings.directory().toAbsolutePath().normalize();
        Path file = PostmasterFile.in(home.resolve("cluster"));
        try {
            if (Files.notExists(file)
                    || !PostmasterFile.read(file)
                            .map(postmaster -> isRunning(postmaster, home))
                            .orElse(false)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            String password = Files.readString(home.resolve("password")).strip();
            return lines.size() > PORT_LINE
                    ? Optional.of(new RunningPostgres(
                            Integer.parseInt(lines.get(PORT_LINE).strip()), password))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRunning(PostmasterFile postmaster, Path home) {
        try {
            return postmaster.isRunningFrom(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, EmbeddedPostgres.DATABASE);
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
    public String toString() {
        return getJdbcUrl();
    }
}
