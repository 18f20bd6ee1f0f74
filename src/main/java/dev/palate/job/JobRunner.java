package dev.palate.job;

import dev.palate.job.Attempt.StopReason;
import dev.palate.job.settings.JobSettings;
import dev.palate.problem.DatabaseOutage;
import dev.palate.problem.DomainProblem;
import dev.palate.problem.FullDisk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Executes one attempt of a job, from its claim to its end in this process. A permanent failure ends the job at once, other
 * failures are retried a few times; neither a shutdown nor an unavailable database nor a full disk counts as a failure.
 */
@Component
class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final int MOST_DOUBLINGS = 16;
    private static final String DISK_FULL =
            "The disk is full: the job waits and continues when there is space. An import keeps its upload.";

    private final AttemptStore store;
    private final LocalAttempts local;
    private final RetryingTransaction retrying;
    private final TransactionTemplate transaction;
    private final JobSettings settings;
    private final Clock clock;

    JobRunner(
            AttemptStore store,
            LocalAttempts local,
            RetryingTransaction retrying,
            TransactionTemplate transaction,
            JobSettings settings,
            Clock clock) {
        this.store = store;
        this.local = local;
        this.retrying = retrying;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /** What happens to the job's entry in the queue. */
    sealed interface Next {

        /** The job has ended. */
        record Remove() implements Next {}

        /** Another process owns the entry. */
        record Leave() implements Next {}

        record Reschedule(Instant at) implements Next {}
    }

    Next run(JobHandler handler, UUID id) {
        Optional<ClaimedJob> claimed = retrying.commit(() -> store.claim(id, LocalAttempts.PROCESS));
        return claimed.isEmpty() ? new Next.Remove() : run(handler, claimed.get());
    }

    private Next run(JobHandler handler, ClaimedJob job) {
        Attempt attempt = new Attempt(job, store, retrying, transaction);
        if (job.cancelRequested()) {
            return end(handler, attempt, JobState.CANCELLED, null);
        }
        if (job.stalledAttempts() > settings.stalledAttempts()) {
            return end(handler, attempt, JobState.FAILED, processEnded(settings.stalledAttempts()));
        }
        return local.execute(attempt, () -> execute(handler, attempt));
    }

    private Next execute(JobHandler handler, Attempt attempt) {
        try {
            handler.execute(attempt);
            if (attempt.end() == null) {
                throw new IllegalStateException("the handler returned without ending the job");
            }
        } catch (AttemptSupersededException e) {
            return leave(attempt);
        } catch (Throwable e) { // an unhandled error would begin attempt after attempt
            if (attempt.end() == null) {
                return attempt.isStopRequested() ? stopped(handler, attempt) : failed(handler, attempt, e);
            }
            log.warn("Job {} had ended when its attempt failed", attempt.job(), e);
        }
        ended(handler, attempt, attempt.end());
        return new Next.Remove();
    }

    private Next stopped(JobHandler handler, Attempt attempt) {
        if (attempt.stopReason() == StopReason.CANCELLED) {
            return end(handler, attempt, JobState.CANCELLED, null);
        }
        return attempt.stopReason() == StopReason.SUPERSEDED
                ? leave(attempt)
                : release(attempt, Duration.ZERO, "the process is shutting down");
    }

    private Next failed(JobHandler handler, Attempt attempt, Throwable error) {
        if (DatabaseOutage.isCauseOf(error)) {
            return release(attempt, settings.retryDelay(), "the database is unavailable");
        }
        if (FullDisk.isCauseOf(error)) {
            attempt.warn(DISK_FULL);
            return release(attempt, settings.retryDelay(), "the disk is full");
        }
        String reason = reason(error);
        int failures = attempt.failures() + 1;
        if (handler.isPermanent(error) || failures >= settings.attempts()) {
            if (error instanceof DomainProblem problem) {
                // The message is stored with the job. It may quote a file, so it is not logged.
                log.warn("Job {} failed: {}", attempt.job(), problem.slug());
            } else {
                log.error("Job {} failed at attempt {}: {}", attempt.job(), failures, reason, error);
            }
            return end(handler, attempt, JobState.FAILED, reason);
        }
        Instant at =
                clock.instant().plus(settings.retryDelay().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)));
        attempt.warn(String.format(
                Locale.ROOT, "Attempt %d of %d failed and is retried: %s", failures, settings.attempts(), reason));
        log.warn("Job {} is retried at {}: {}", attempt.job(), at, reason, error);
        return write(attempt, new Next.Reschedule(at), () -> {
            attempt.hold();
            store.retry(attempt.job(), attempt.number(), reason);
        });
    }

    private Next release(Attempt attempt, Duration delay, String reason) {
        log.info("Job {} returns to the queue: {}", attempt.job(), reason);
        return write(attempt, new Next.Reschedule(clock.instant().plus(delay)), () -> {
            attempt.hold();
            store.release(attempt.job(), attempt.number(), reason);
        });
    }

    private Next end(JobHandler handler, Attempt attempt, JobState state, @Nullable String failure) {
        Next next = write(attempt, new Next.Remove(), () -> {
            String stored = handler.ending(attempt.job(), state, failure);
            attempt.hold();
            store.end(attempt.job(), attempt.number(), state, stored);
        });
        if (next instanceof Next.Remove) {
            log.info("{} {} is {}", handler.kind().capitalisedNoun(), attempt.job(), state);
            ended(handler, attempt, state);
        }
        return next;
    }

    private static void ended(JobHandler handler, Attempt attempt, JobState state) {
        try {
            handler.ended(attempt.job(), state);
        } catch (RuntimeException e) {
            log.warn("The end of job {} is committed but not counted", attempt.job(), e);
        }
    }

    private Next write(Attempt attempt, Next next, Runnable work) {
        try {
            attempt.commit(work);
            return next;
        } catch (AttemptSupersededException e) {
            return leave(attempt);
        }
    }

    private Next leave(Attempt attempt) {
        try {
            transaction.executeWithoutResult(status -> store.survive(attempt.job(), attempt.number()));
        } catch (RuntimeException e) {
            log.warn("Attempt {} of job {} counts as stalled: {}", attempt.number(), attempt.job(), e.toString());
        }
        log.warn(
                "Attempt {} of job {} ends here: another process has taken the job over, or the job has ended",
                attempt.number(),
                attempt.job());
        return new Next.Leave();
    }

    private static String processEnded(int attempts) {
        return "It ended the process %s without saving progress in between, for example because memory ran out."
                        .formatted(attempts == 2 ? "twice" : attempts + " times")
                + " No further attempt begins.";
    }

    private static String reason(Throwable error) {
        String message = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        return error instanceof OutOfMemoryError ? "out of memory: " + message : message;
    }
}
