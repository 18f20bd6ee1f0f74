package dev.palate.training;

import dev.palate.core.training.TrainingState;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.checkpoint.StoredCheckpoint;
import dev.palate.training.JobRecorder.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what a {@link JobRecorder} knows. A database that is away is waited for without stopping the training: nothing is
 * forgotten, and written when it is back.
 */
final class JobWriter {

    private static final Logger log = LoggerFactory.getLogger(JobWriter.class);
    /** A state is saved so rarely that saving takes a tenth of the time. */
    private static final int SAVING_SHARE = 9;

    private final JobStart start;
    private final RunningJobs jobs;
    private final Checkpoints checkpoints;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration saveInterval;
    private final ReentrantLock writing = new ReentrantLock();
    private Instant nextSave;
    private volatile boolean reachable = true;

    JobWriter(
            JobStart start,
            RunningJobs jobs,
            Checkpoints checkpoints,
            TransactionTemplate transaction,
            Clock clock,
            Duration saveInterval) {
        this.start = start;
        this.jobs = jobs;
        this.checkpoints = checkpoints;
        this.transaction = transaction;
        this.clock = clock;
        this.saveInterval = saveInterval;
        this.nextSave = clock.instant().plus(saveInterval);
    }

    /**
     * Writes progress and looks for a cancellation; called now and then. Does nothing while a state is being saved, nor once
     * the version is being published: it would wait for that transaction, only to find that the job has ended.
     */
    void write(JobRecorder recorder) {
        if (recorder.isPublishing() || !writing.tryLock()) {
            return;
        }
        try {
            attempt(recorder, () -> {});
        } finally {
            writing.unlock();
        }
    }

    /** Saves the state after an epoch, together with all figures up to it, if it is time to. On the training thread. */
    void save(JobRecorder recorder, int epoch, TrainingState state) {
        Instant began = clock.instant();
        if (!reachable || (!saveInterval.isZero() && began.isBefore(nextSave))) {
            return;
        }
        writing.lock();
        try {
            attempt(recorder, () -> {
                StoredCheckpoint saved = checkpoints.write(state::save);
                jobs.replaceSaved(start, saved.id(), epoch);
                jobs.noteAdvance(start);
            });
        } finally {
            writing.unlock();
        }
        Instant ended = clock.instant();
        Duration pause = Duration.between(began, ended).multipliedBy(SAVING_SHARE);
        nextSave = ended.plus(pause.compareTo(saveInterval) > 0 ? pause : saveInterval);
    }

    private void attempt(JobRecorder recorder, Runnable more) {
        JobProgress progress = recorder.progress();
        try {
            boolean cancel = Boolean.TRUE.equals(transaction.execute(status -> {
                more.run();
                return jobs.write(start, progress);
            }));
            recorder.written(progress);
            reachable = true;
            if (cancel) {
                recorder.end(Ending.CANCELLED);
            }
        } catch (LostJobException e) {
            recorder.end(Ending.LOST);
        } catch (RuntimeException e) {
            if (reachable && !recorder.isCancelled()) {
                log.warn(
                        "The progress of job {} cannot be written, its training goes on: {}",
                        start.job(),
                        e.toString());
            }
            reachable = false;
        }
    }
}
