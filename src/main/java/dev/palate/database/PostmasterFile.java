package dev.palate.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server writes into its data directory, {@code postmaster.pid}.
 *
 * @param pid the server's process id
 */
record PostmasterFile(long pid) {

    static Path in(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Empty if it holds no number, as after a power failure. */
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
     * Whether that process lives and its program lies in the given directory. Another process can have its number by
     * now, above all in a container, where numbers start at 1 each time: PostgreSQL itself would then refuse to start.
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
