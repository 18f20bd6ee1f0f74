package dev.palate.importing;

import dev.palate.importing.file.Detected;
import dev.palate.job.Job;
import dev.palate.job.JobState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import as callers see it; flat, because it is the response.
 *
 * @param itemsWritten items that were new or changed
 * @param itemsUnchanged items of the file that were equal to the stored ones
 * @param rowsRead ratings, interactions or users that were read, valid and invalid ones
 * @param rowsWritten ratings or users that were new or changed, or interactions that were counted or corrected a value
 * @param rowsUnchanged valid rows that changed nothing: equal ratings, ratings older than the stored one, interactions that
 *     were counted before, and users who had the attributes or were erased after the import began
 * @param rowsRejected rows of items, ratings, interactions and users that were not imported
 * @param rowsIgnored interactions whose type the options ignore
 * @param rowsPerSecond rows read per second of the attempts, without the pauses between them
 * @param secondsLeft estimated from the bytes that are not read yet; null unless the import is running
 * @param detected how the file is read; null if that was not recognised when the import was submitted
 * @param warnings what is wrong with a successful import, and which option helps
 * @param note whether the import was resumed, and where, or cancelled
 */
public record ImportStatus(
        UUID id,
        String name,
        JobState state,
        long itemsWritten,
        long itemsUnchanged,
        long rowsRead,
        long rowsWritten,
        long rowsUnchanged,
        long rowsRejected,
        long rowsIgnored,
        long bytesRead,
        long bytesTotal,
        double rowsPerSecond,
        @Nullable Long secondsLeft,
        @Nullable Detected detected,
        List<String> warnings,
        @Nullable String note,
        @Nullable String failure,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    static ImportStatus of(Job job, ImportEntity row, @Nullable Detected detected) {
        ImportProgress.Rows rows = row.progress().rows();
        ImportProgress.Position position = row.progress().position();
        double seconds = row.progress().seconds();
        Long left = job.state() == JobState.RUNNING && position.bytesRead() > 0
                ? Math.round(seconds * (position.bytesTotal() - position.bytesRead()) / position.bytesRead())
                : null;
        return new ImportStatus(
                job.id(),
                row.source().name(),
                job.state(),
                row.progress().items().written(),
                row.progress().items().unchanged(),
                rows.read(),
                rows.written(),
                rows.unchanged(),
                rows.rejected(),
                rows.ignored(),
                position.bytesRead(),
                position.bytesTotal(),
                seconds > 0 ? Math.round(rows.read() / seconds) : 0,
                left,
                detected,
                job.warnings(),
                row.note(),
                job.failure(),
                job.submittedAt(),
                job.startedAt(),
                job.endedAt());
    }
}
