package dev.palate.training;

import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.problem.DatabaseOutage;
import dev.palate.problem.DomainProblem;
import dev.palate.training.JobRecorder.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes a job from its claim to whatever end it has in this process. Errors that would come again end it at once; others are
 * tried again a few times; a shutdown or a lost database is not held against it.
 */
@Component
class TrainingRunner {

    private static final Logger log = LoggerFactory.getLogger(TrainingRunner.class);

    private final RunningJobs jobs;
    private final TrainingAttempt attempt;
    private final LocalJobs local;
    private final Patience patience;
    private final TrainingSettings settings;
    private final TrainingMetrics metrics;
    private final Clock clock;

    TrainingRunner(
            RunningJobs jobs,
            TrainingAttempt attempt,
            LocalJobs local,
            Patience patience,
            TrainingSettings settings,
            TrainingMetrics metrics,
            Clock clock) {
        this.jobs = jobs;
        this.attempt = attempt;
        this.local = local;
        this.patience = patience;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What is to become of the job's place in the queue. */
    sealed interface Next {

        /** The job has ended. */
        record Ended() implements Next {}

        /** Another process has it. */
        record Abandoned() implements Next {}

        record Again(Instant at) implements Next {}
    }

    Next run(UUID id) {
        Optional<ClaimedJob> claimed = patience.commit(() -> jobs.claim(id));
        return claimed.isEmpty() ? new Next.Ended() : run(claimed.get());
    }

    private Next run(ClaimedJob job) {
        if (job.cancelRequested()) {
            return end(job, "cancelled", () -> jobs.cancel(job.start()));
        }
        if (job.stalledStarts() > settings.stalledStarts()) {
            String failure = "Given up: the last %d starts were interrupted before they saved an epoch."
                    .formatted(settings.stalledStarts());
            return end(job, "failed", () -> jobs.fail(job.start(), failure));
        }
        if (job.start().number() == 1) {
            metrics.started(job.order().algorithm(), Duration.between(job.submittedAt(), clock.instant()));
        }
        try (LocalJobs.Running running = local.start(job)) {
            return metrics.run(job.order().algorithm(), () -> run(job, running.recorder()));
        }
    }

    private Next run(ClaimedJob job, JobRecorder recorder) {
        try {
            attempt.run(job, recorder);
            metrics.ended(job.order().algorithm(), "succeeded");
            return new Next.Ended();
        } catch (LostJobException e) {
            return abandoned(job);
        } catch (TrainingCancelledException e) {
            return stopped(job, recorder);
        } catch (RuntimeException | OutOfMemoryError e) {
            return recorder.ending() == null ? failed(job, recorder, e) : stopped(job, recorder);
        }
    }

    private Next stopped(ClaimedJob job, JobRecorder recorder) {
        if (recorder.ending() == Ending.CANCELLED) {
            return end(job, "cancelled", () -> {
                jobs.write(job.start(), recorder.progress());
                jobs.cancel(job.start());
            });
        }
        return recorder.ending() == Ending.LOST
                ? abandoned(job)
                : handBack(job, Duration.ZERO, "this process is shutting down");
    }

    private Next failed(ClaimedJob job, JobRecorder recorder, Throwable error) {
        if (DatabaseOutage.isCauseOf(error)) {
            return handBack(job, settings.retryDelay(), "the database could not be reached");
        }
        String reason = reason(error);
        int failures = job.failures() + 1;
        if (isPermanent(error) || failures >= settings.attempts()) {
            log.error("Job {} failed at attempt {}: {}", job.start().job(), failures, reason, error);
            return end(job, "failed", () -> {
                jobs.write(job.start(), recorder.progress());
                jobs.fail(job.start(), reason);
            });
        }
        Instant at = clock.instant().plus(settings.retryDelay().multipliedBy(1L << Math.min(failures - 1, 16)));
        List<String> warnings = new ArrayList<>(recorder.warnings());
        warnings.add(String.format(
                Locale.ROOT, "Attempt %d of %d failed and is tried again: %s", failures, settings.attempts(), reason));
        log.warn("Job {} is tried again at {}: {}", job.start().job(), at, reason, error);
        return lostOr(job, new Next.Again(at), () -> jobs.retry(job.start(), warnings));
    }

    private Next handBack(ClaimedJob job, Duration delay, String reason) {
        log.info("Job {} goes back to the queue to be resumed: {}", job.start().job(), reason);
        return lostOr(job, new Next.Again(clock.instant().plus(delay)), () -> jobs.handBack(job.start()));
    }

    private Next end(ClaimedJob job, String outcome, Runnable write) {
        Next next = lostOr(job, new Next.Ended(), write);
        if (next instanceof Next.Ended) {
            log.info("Job {} ({}) {}", job.start().job(), job.order().algorithm(), outcome);
            metrics.ended(job.order().algorithm(), outcome);
        }
        return next;
    }

    private Next lostOr(ClaimedJob job, Next next, Runnable write) {
        try {
            patience.commit(write);
            return next;
        } catch (LostJobException e) {
            return abandoned(job);
        }
    }

    private static Next abandoned(ClaimedJob job) {
        log.warn(
                "Start {} of job {} ends here: the job went on elsewhere",
                job.start().number(),
                job.start().job());
        return new Next.Abandoned();
    }

    /** Whether the same job would fail in the same way again. */
    private static boolean isPermanent(Throwable error) {
        return error instanceof TrainingDivergedException
                || error instanceof IllegalArgumentException
                || error instanceof UnsupportedOperationException
                || error instanceof DomainProblem;
    }

    private static String reason(Throwable error) {
        String message = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        return error instanceof OutOfMemoryError ? "out of memory: " + message : message;
    }
}
