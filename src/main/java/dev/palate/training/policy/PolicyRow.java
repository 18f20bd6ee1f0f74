package dev.palate.training.policy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of the policy.
 *
 * @param lastJob the last job that the policy started; null if there is none or it is deleted
 * @param lastJobAt when it was submitted; remains when the job is deleted
 */
record PolicyRow(
        TrainingPolicy policy,
        @Nullable UUID lastJob,
        @Nullable Instant lastJobAt,
        Instant createdAt) {}
