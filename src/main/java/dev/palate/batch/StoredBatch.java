package dev.palate.batch;

import dev.palate.batch.result.BatchFormat;
import dev.palate.model.version.VersionId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch as it is stored next to its job.
 *
 * @param allUsers whether it is for all users that existed when it was submitted
 * @param model the version that scores all users; null for popularity
 */
record StoredBatch(
        UUID id,
        String parameters,
        BatchFormat format,
        boolean allUsers,
        @Nullable VersionId model,
        Unknown unknown,
        Progress progress,
        Content content) {

    /**
     * The requested ids that no user has.
     *
     * @param first of them
     */
    record Unknown(int count, List<String> first) {}

    /**
     * @param position the row of the last user whose list is stored
     * @param chunks that are stored
     */
    record Progress(int usersTotal, int usersDone, int position, int chunks) {}

    /**
     * What is known of the result.
     *
     * @param revision grows whenever stored chunks change
     * @param byteCount null if the result is not complete, or has changed since it was counted
     * @param sha256 in hexadecimal; null together with the number of bytes
     */
    record Content(
            int revision,
            @Nullable Long byteCount,
            @Nullable String sha256,
            @Nullable Instant deletedAt) {}
}
