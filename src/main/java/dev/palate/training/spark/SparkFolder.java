package dev.palate.training.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The folder of one training on Spark, which only this user may read: the order, the state to resume from, the model, and which process
 * executes the command.
 */
final class SparkFolder {

    private static final Logger log = LoggerFactory.getLogger(SparkFolder.class);
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;

    private SparkFolder(Path folder) {
        this.folder = folder;
    }

    /** The existing or new folder {@code folder}. */
    static SparkFolder in(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, PRIVATE);
        }
        SparkFolder prepared = new SparkFolder(folder.toAbsolutePath());
        Files.createDirectories(prepared.state());
        Files.deleteIfExists(prepared.model());
        return prepared;
    }

    Path order() {
        return folder.resolve("ORDER.json");
    }

    Path state() {
        return folder.resolve("state");
    }

    Path model() {
        return folder.resolve("MODEL.palate");
    }

    /** Notes the process that executes the command. */
    void begin(ProcessHandle process) throws IOException {
        Files.writeString(
                process(), process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The process of an earlier attempt that still runs, because its service was killed. */
    Optional<ProcessHandle> running() {
        try {
            String[] noted = Files.readString(process()).split(" ", -1);
            return ProcessHandle.of(Long.parseLong(noted[0]))
                    .filter(ProcessHandle::isAlive)
                    // The number may be that of another process now.
                    .filter(process -> process.info()
                            .startInstant()
                            .map(Instant::toString)
                            .filter(noted[1]::equals)
                            .isPresent());
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private Path process() {
        return folder.resolve("PROCESS");
    }

    static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException | UncheckedIOException e) {
            log.warn("The folder {} of a training on Spark cannot be deleted: {}", folder, e.toString());
        }
    }
}
