package dev.palate.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a running server writes into its data directory, {@code postmaster.pid}: its process id and when it started.
 *
 * @param pid process id
 * @param started when the server started
 */
record PostmasterFile(long pid, Instant started) {

    private static final int START_TIME_LINE = 2;
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    static Path in(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    static PostmasterFile read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        try {
            long pid = Long.parseLong(lines.get(0).strip());
            long seconds = Long.parseLong(lines.get(START_TIME_LINE).strip());
            return new PostmasterFile(Math.abs(pid), Instant.ofEpochSecond(seconds));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException("Not a postmaster.pid: " + file, e);
        }
    }

    /**
     * Whether that server is still there. Another process can have its number by now, above all in a container, where
     * numbers start at 1 each time: PostgreSQL itself would then refuse to start.
     */
    boolean isRunning() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::info)
                .filter(process ->
                        process.command().map(PostmasterFile::isPostgres).orElse(false))
                .filter(process ->
                        process.startInstant().map(this::isCloseToStart).orElse(true))
                .isPresent();
    }

    private static boolean isPostgres(String command) {
        Path program = Path.of(command).getFileName();
        return program != null && program.toString().startsWith("postgres");
    }

    private boolean isCloseToStart(Instant instant) {
        return Duration.between(instant, started).abs().compareTo(CLOCK_TOLERANCE) < 0;
    }
}
