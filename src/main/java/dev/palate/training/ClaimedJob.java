package dev.palate.training;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a start finds.
 *
 * @param stalledStarts starts without a newly saved epoch, this one included
 * @param dataDigest of the training data of the start before, null at the first
 * @param tuning what the search of an earlier start has found; it may not have ended
 * @param savedCheckpoint the saved state, null where there is none
 */
record ClaimedJob(
        JobStart start,
        TrainingOrder order,
        int failures,
        int stalledStarts,
        boolean cancelRequested,
        List<String> warnings,
        @Nullable String dataDigest,
        @Nullable Long savedCheckpoint,
        @Nullable Integer savedEpoch,
        Instant submittedAt,
        @Nullable JobTuning tuning) {}
