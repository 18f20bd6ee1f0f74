package dev.palate.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job that all kinds have in common.
 *
 * @param attempt number of the latest attempt, from 1; 0 before the first
 * @param warnings of all attempts, in order
 * @param failure why the job failed; null unless it did
 * @param startedAt when the first attempt began
 */
public record Job(
        UUID id,
        JobState state,
        int attempt,
        boolean cancelRequested,
        List<String> warnings,
        @Nullable String failure,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
