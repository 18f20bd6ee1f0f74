package dev.palate.training.policy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.palate.job.JobState;
import dev.palate.training.TrainingJob;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The policy, and what it does now.
 *
 * @param lastJob the last job that it started; null if there is none or it is deleted
 * @param nextDue when {@code every} is due next; null for never, or if it waits for a change
 * @param state a sentence
 */
public record PolicyStatus(
        @JsonUnwrapped TrainingPolicy policy,
        @Nullable PolicyJob lastJob,
        @Nullable Instant nextDue,
        String state) {

    /**
     * @param time of the submission
     * @param state of the job
     */
    public record PolicyJob(UUID id, @Nullable String reason, Instant time, JobState state) {

        static PolicyJob of(TrainingJob job) {
            return new PolicyJob(job.id(), job.reason(), job.submittedAt(), job.state());
        }
    }
}
