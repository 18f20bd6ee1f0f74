package dev.palate.job;

import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One execution of a job by one process. All writes are fenced: they commit only while this is the job's newest attempt, so a
 * process that was considered dead and continues cannot write.
 */
public final class Attempt {

    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private final ClaimedJob job;
    private final AttemptStore store;
    private final RetryingTransaction retrying;
    private final TransactionTemplate transaction;
    private final List<String> warnings;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile @Nullable Runnable progress;
    private volatile @Nullable StopReason stopReason;
    private volatile @Nullable JobState end;
    private volatile boolean reachable = true;

    Attempt(ClaimedJob job, AttemptStore store, RetryingTransaction retrying, TransactionTemplate transaction) {
        this.job = job;
        this.store = store;
        this.retrying = retrying;
        this.transaction = transaction;
        this.warnings = new ArrayList<>(job.warnings());
    }

    /** The reason why an attempt must stop before its end. */
    public enum StopReason {
        CANCELLED,
        SHUTDOWN,
        SUPERSEDED
    }

    public UUID job() {
        return job.id();
    }

    /** From 1. */
    public int number() {
        return job.attempt();
    }

    public Instant submittedAt() {
        return job.submittedAt();
    }

    /** Whether the handler must stop within one batch. */
    public boolean isStopRequested() {
        return stopReason != null;
    }

    public @Nullable StopReason stopReason() {
        return stopReason;
    }

    /** Adds a warning to the job, unless it has it already; it is stored with the next write. */
    public synchronized void warn(String message) {
        if (!warnings.contains(message)) {
            warnings.add(message);
        }
    }

    /** As {@link #warn}, before all other warnings. */
    public synchronized void warnFirst(String message) {
        warnings.remove(message);
        warnings.add(0, message);
    }

    /**
     * Sets the action that writes the handler's progress. It is called in a fenced transaction every
     * {@code palate.jobs.progress}, on another thread, also if there is no new progress.
     */
    public void reportProgress(Runnable write) {
        progress = write;
    }

    /**
     * Commits {@code work} in a fenced transaction, which is retried while the database is unavailable.
     *
     * @throws AttemptSupersededException if this is no longer the newest attempt of the job
     */
    public void write(Runnable work) {
        commit(() -> fenced(work));
    }

    /** As {@link #write}, for {@code work} that calls {@link #hold} itself before it changes the state of the job. */
    void commit(Runnable work) {
        writing.lock();
        try {
            retrying.commit(work);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Commits {@code work} in a fenced transaction if that is possible now; a failure never stops the attempt.
     *
     * @return whether it is committed
     */
    public boolean tryWrite(Runnable work) {
        writing.lock();
        try {
            return tryFenced(work);
        } finally {
            writing.unlock();
        }
    }

    /** In a write: the transaction saves progress that a later attempt continues from, so this one has not stalled. */
    public void markAdvanced() {
        store.advance(job.id(), job.attempt());
    }

    /**
     * Fences the transaction of a connection that Spring does not manage, and counts it as saved progress.
     *
     * @throws AttemptSupersededException if this is no longer the newest attempt of the job; the caller rolls back
     */
    public void fence(Connection connection) {
        if (store.advance(connection, job.id(), job.attempt())) {
            stop(StopReason.CANCELLED);
        }
    }

    /** Whether the last write reached the database. */
    public boolean isDatabaseReachable() {
        return reachable;
    }

    /**
     * Ends the job successfully, in one transaction with {@code work}, which is retried while the database is unavailable.
     *
     * @param state {@link JobState#SUCCEEDED} or {@link JobState#SUCCEEDED_WITH_WARNINGS}
     * @throws AttemptSupersededException if this is no longer the newest attempt of the job
     * @throws CancellationException if the job has been cancelled; nothing is written
     */
    public void complete(JobState state, Runnable work) {
        writing.lock();
        try {
            retrying.commit(() -> {
                if (store.hasEnded(job.id(), job.attempt(), state)) {
                    return; // an earlier commit succeeded, and its response was lost
                }
                fenced(work);
                if (stopReason == StopReason.CANCELLED) {
                    throw new CancellationException("the job was cancelled before it was completed");
                }
                store.end(job.id(), job.attempt(), state, null);
            });
            end = state;
        } finally {
            writing.unlock();
        }
    }

    /** The state in which {@link #complete} ended the job, or null if it has not ended the job. */
    @Nullable
    JobState end() {
        return end;
    }

    int failures() {
        return job.failures();
    }

    /** Requests the end of this attempt; the first reason counts. */
    synchronized void stop(StopReason reason) {
        if (stopReason == null) {
            stopReason = reason;
        }
    }

    /** Writes progress and looks for a cancellation. Does nothing during a write, which does both. */
    void poll() {
        if (end != null || !writing.tryLock()) {
            return;
        }
        try {
            if (end == null) {
                Runnable write = progress;
                if (write == null) {
                    look();
                } else {
                    tryFenced(write);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    private void look() {
        tryDatabase(() -> {
            if (store.isCancellationRequested(job.id(), job.attempt())) {
                stop(StopReason.CANCELLED);
            }
        });
    }

    private boolean tryFenced(Runnable work) {
        return tryDatabase(() -> transaction.executeWithoutResult(status -> fenced(work)));
    }

    private boolean tryDatabase(Runnable access) {
        try {
            access.run();
            reachable = true;
            return true;
        } catch (AttemptSupersededException e) {
            stop(StopReason.SUPERSEDED);
        } catch (RuntimeException e) {
            if (reachable && !isStopRequested()) {
                log.warn("The progress of job {} cannot be written, the attempt continues: {}", job.id(), e.toString());
            }
            reachable = false;
        }
        return false;
    }

    /** The fence comes last: {@code work} may write a large checkpoint, and a cancellation waits for the job's row. */
    private void fenced(Runnable work) {
        store.isCancellationRequested(job.id(), job.attempt()); // spares the work of a superseded attempt
        work.run();
        hold();
    }

    /** In a transaction: the fence. It locks the job's row. */
    void hold() {
        if (store.hold(job.id(), job.attempt(), warnings())) {
            stop(StopReason.CANCELLED);
        }
    }

    private synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }
}
