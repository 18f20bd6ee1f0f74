package dev.palate.batch;

import dev.palate.batch.result.BatchFormat;
import dev.palate.job.Job;
import dev.palate.job.JobState;
import dev.palate.model.version.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch as callers see it; flat, because it is the response.
 *
 * @param allUsers whether it is for all users that existed when it was submitted
 * @param model the algorithm whose version scores all users; null: all lists are those of popularity
 * @param version of that model, chosen when the batch was submitted
 * @param usersTotal the users that existed when it was submitted
 * @param usersDone the users whose lists are stored
 * @param unknownUserCount how many of the requested ids no user had
 * @param unknownUsers the first of these ids, at most 1,000
 * @param result null until the batch has succeeded, and after the result was deleted
 */
public record BatchStatus(
        UUID id,
        JobState state,
        BatchFormat format,
        boolean allUsers,
        @Nullable String model,
        @Nullable Integer version,
        int usersTotal,
        int usersDone,
        int unknownUserCount,
        List<String> unknownUsers,
        List<String> warnings,
        @Nullable String failure,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Result result) {

    /**
     * The file of a successful batch.
     *
     * @param byteCount of the compressed file; null after a user was erased from it, until the next download
     * @param sha256 of the compressed file, in hexadecimal; null together with the number of bytes
     * @param availableUntil when it is deleted
     */
    public record Result(
            String path, @Nullable Long byteCount, @Nullable String sha256, Instant availableUntil) {}

    static BatchStatus of(Job job, StoredBatch batch, Duration retention) {
        VersionId model = batch.model();
        return new BatchStatus(
                job.id(),
                job.state(),
                batch.format(),
                batch.allUsers(),
                model == null ? null : model.algorithm(),
                model == null ? null : model.version(),
                batch.progress().usersTotal(),
                batch.progress().usersDone(),
                batch.unknown().count(),
                batch.unknown().first(),
                job.warnings(),
                job.failure(),
                job.submittedAt(),
                job.startedAt(),
                job.endedAt(),
                result(job, batch.content(), retention));
    }

    private static @Nullable Result result(Job job, StoredBatch.Content content, Duration retention) {
        boolean succeeded = job.state() == JobState.SUCCEEDED || job.state() == JobState.SUCCEEDED_WITH_WARNINGS;
        Instant endedAt = job.endedAt();
        return !succeeded || endedAt == null || content.deletedAt() != null
                ? null
                : new Result(
                        "/recommendation-batches/" + job.id() + "/result",
                        content.byteCount(),
                        content.sha256(),
                        endedAt.plus(retention));
    }
}
