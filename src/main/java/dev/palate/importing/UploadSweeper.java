package dev.palate.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes uploads that no import waits for, as a process leaves them that is killed before it has queued what it has
 * stored, or before it has deleted what it has imported. Looks once, at the start.
 */
@Component
class UploadSweeper {

    private static final Logger log = LoggerFactory.getLogger(UploadSweeper.class);
    /** Another replica may just be about to queue a younger one. */
    private static final Duration YOUNGEST = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final ImportSettings settings;
    private final Clock clock;

    UploadSweeper(JdbcClient jdbc, ImportSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void sweep() {
        Path spool = settings.spool().toAbsolutePath();
        if (!Files.isDirectory(spool)) {
            return;
        }
        try (Stream<Path> files = Files.list(spool)) {
            List<Path> old = files.filter(this::isOld).toList();
            if (!old.isEmpty()) {
                delete(old, awaited());
            }
        } catch (IOException | DataAccessException e) {
            log.warn("Uploads in {} were not looked through: {}", spool, e.toString());
        }
    }

    private Set<String> awaited() {
        return new HashSet<>(jdbc.sql("select file from imports where ended_at is null and uploaded")
                .query(String.class)
                .list());
    }

    private void delete(List<Path> files, Set<String> awaited) throws IOException {
        for (Path file : files) {
            if (!awaited.contains(file.toString())) {
                log.info("Deleting {}, {} bytes: no import waits for this upload", file, Files.size(file));
                Files.deleteIfExists(file);
            }
        }
    }

    private boolean isOld(Path file) {
        try {
            Instant latest = clock.instant().minus(YOUNGEST);
            return Files.isRegularFile(file)
                    && Files.getLastModifiedTime(file).toInstant().isBefore(latest);
        } catch (IOException gone) {
            return false;
        }
    }
}
