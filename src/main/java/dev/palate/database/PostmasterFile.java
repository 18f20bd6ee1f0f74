package dev.palate.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code postmaster.pid} that a running server writes into its data directory.
 *
 * @param pid the server's process id
 */
record PostmasterFile(long pid) {

    static Path in(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Empty if the file contains no number, as after a power failure. */
    static Optional<PostmasterFile> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        try {
            return lines.stream()
                    .findFirst()
                    .map(String::strip)
                    .map(Long::parseLong)
                    .map(PostmasterFile::new);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether that process is alive and its program is in the given directory. Another process can have the same id, especially in
     * a container, where ids start at 1 each time: PostgreSQL itself would then refuse to start.
     */
    boolean isRunningFrom(Path directory) throws IOException {
        Path programs = directory.toRealPath();
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> Path.of(command).startsWith(programs))
                .isPresent();
    }
}
