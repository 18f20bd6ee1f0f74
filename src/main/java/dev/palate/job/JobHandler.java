package dev.palate.job;

import dev.palate.problem.DomainProblem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Executes the jobs of one kind. A feature supplies it as a bean. */
public interface JobHandler {

    JobKind kind();

    /** Attempts that this process executes at once, each on its own thread; 0 leaves the jobs to other processes. */
    int concurrency();

    /** Jobs that may wait, in all processes together. */
    default int queueLimit() {
        return Integer.MAX_VALUE;
    }

    /**
     * Executes an attempt and finally ends the job with {@link Attempt#complete}. It checks
     * {@link Attempt#isStopRequested} at least once per batch and throws any exception if a stop is requested.
     *
     * @throws Exception if the attempt fails; {@link #isPermanent} decides whether the job is retried. A failure because the
     *     database is unavailable does not count as a failed attempt
     */
    void execute(Attempt attempt) throws Exception;

    /** Whether another attempt would fail in the same way, so that the job fails at once. */
    default boolean isPermanent(Throwable failure) {
        return failure instanceof Error // such as lack of memory
                || failure instanceof IllegalArgumentException
                || failure instanceof UnsupportedOperationException
                || failure instanceof DomainProblem;
    }

    /**
     * Called in the transaction that fails or cancels a job, in the process that does so, so that the feature can write its
     * own columns. The call is repeated if the transaction is repeated.
     *
     * @param state {@link JobState#FAILED} or {@link JobState#CANCELLED}
     * @param failure why the job fails; null for a cancellation
     * @return the failure to store, which the feature may extend
     */
    default @Nullable String ending(UUID job, JobState state, @Nullable String failure) {
        return failure;
    }

    /** Called after the end of the job is committed, in the process that executed the last attempt; for metrics. */
    default void ended(UUID job, JobState state) {}
}
