package dev.palate.importing;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import as callers see it.
 *
 * @param rowsUnchanged ratings that were good and changed nothing: equal ones, and ones older than the stored rating
 * @param rowsPerSecond ratings read a second since the last start
 * @param secondsLeft estimated from the bytes still to read; null when not running
 * @param note whether it was resumed, and where
 */
public record ImportStatus(
        UUID id,
        String name,
        ImportState state,
        long itemsWritten,
        long rowsRead,
        long rowsWritten,
        long rowsUnchanged,
        long rowsRejected,
        long bytesRead,
        long bytesTotal,
        double rowsPerSecond,
        @Nullable Long secondsLeft,
        @Nullable String note,
        @Nullable String failure,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    static ImportStatus of(
            UUID id,
            String name,
            ImportState state,
            ImportProgress progress,
            @Nullable String note,
            @Nullable String failure,
            Instant submittedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            Instant now) {
        double seconds = startedAt == null
                ? 0
                : Duration.between(startedAt, endedAt == null ? now : endedAt).toMillis() / 1000.0;
        double rate = seconds > 0 ? Math.round(progress.rowsRead() / seconds) : 0;
        Long left = state == ImportState.RUNNING && progress.bytesRead() > 0
                ? Math.round(seconds * (progress.bytesTotal() - progress.bytesRead()) / progress.bytesRead())
                : null;
        return new ImportStatus(
                id,
                name,
                state,
                progress.itemsWritten(),
                progress.rowsRead(),
                progress.rowsWritten(),
                progress.rowsUnchanged(),
                progress.rowsRejected(),
                progress.bytesRead(),
                progress.bytesTotal(),
                rate,
                left,
                note,
                failure,
                submittedAt,
                startedAt,
                endedAt);
    }
}
