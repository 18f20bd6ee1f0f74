package dev.palate.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A job as its newest attempt finds it.
 *
 * @param attempt number of this attempt, from 1
 * @param stalledAttempts attempts without saved progress, this one included
 * @param warnings of the earlier attempts
 */
record ClaimedJob(
        UUID id,
        int attempt,
        int failures,
        int stalledAttempts,
        boolean cancelRequested,
        List<String> warnings,
        Instant submittedAt) {}
