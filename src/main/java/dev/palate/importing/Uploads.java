package dev.palate.importing;

import dev.palate.problem.WithoutMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The folder in which uploaded files wait for their import. At startup it deletes the files that no import needs: a process
 * leaves them if it is killed before it queues what it has stored, or before it deletes what it has imported.
 */
@Component
public class Uploads {

    private static final Logger log = LoggerFactory.getLogger(Uploads.class);
    /** Another replica may be about to queue a younger file. */
    private static final Duration YOUNGEST = Duration.ofHours(1);

    private final Path folder;
    private final JdbcClient jdbc;
    private final Clock clock;

    Uploads(ImportSettings settings, JdbcClient jdbc, Clock clock) {
        this.folder = settings.spool().toAbsolutePath();
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Content that a client sends. */
    public interface Upload {

        String name();

        long size();

        /** The time since it began to arrive. */
        Duration age();

        void saveTo(Path file) throws IOException;
    }

    /**
     * Stores the content in a new file.
     *
     * @throws NoSpaceException if the disk cannot hold it
     */
    Path store(Upload upload) {
        Path file = folder.resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(folder);
            upload.saveTo(file);
            return file;
        } catch (IOException e) {
            delete(file);
            throw new NoSpaceException(upload.name(), upload.size(), e);
        }
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("The uploaded file {} cannot be deleted: {}", file, WithoutMessages.describe(e));
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void sweep() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old = files.filter(this::isOld).toList();
            if (!old.isEmpty()) {
                delete(old, needed());
            }
        } catch (IOException | DataAccessException e) {
            log.warn("The uploads in {} cannot be checked: {}", folder, e.toString());
        }
    }

    private Set<String> needed() {
        return new HashSet<>(jdbc.sql("""
                        select i.file from imports i join jobs j on j.id = i.id
                        where j.ended_at is null and i.uploaded""").query(String.class).list());
    }

    private void delete(List<Path> files, Set<String> needed) throws IOException {
        for (Path file : files) {
            if (!needed.contains(file.toString())) {
                log.info("Deleting the upload {} of {} bytes: no import needs it", file, Files.size(file));
                Files.deleteIfExists(file);
            }
        }
    }

    private boolean isOld(Path file) {
        try {
            FileTime latest = FileTime.from(clock.instant().minus(YOUNGEST));
            return Files.isRegularFile(file) && Files.getLastModifiedTime(file).compareTo(latest) < 0;
        } catch (IOException deleted) {
            return false;
        }
    }
}
