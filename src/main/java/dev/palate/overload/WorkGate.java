package dev.palate.overload;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits how many threads work concurrently and how many wait for that, in the order of arrival. A thread that finds the
 * queue full, or that has waited for the maximum time, is rejected. A waiting thread must hold no other resource.
 */
public final class WorkGate {

    private final int concurrent;
    private final Duration maxWait;
    private final Duration retryAfter;
    private final Semaphore working;
    private final Semaphore admitted;

    /** Rejected callers are told to retry after {@code maxWait}, when no thread that waits now is still waiting. */
    public WorkGate(int concurrent, int queued, Duration maxWait) {
        this(concurrent, queued, maxWait, maxWait);
    }

    private WorkGate(int concurrent, int queued, Duration maxWait, Duration retryAfter) {
        this.concurrent = concurrent;
        this.maxWait = maxWait;
        this.retryAfter = retryAfter;
        this.working = new Semaphore(concurrent, true);
        this.admitted = new Semaphore(concurrent + queued);
    }

    /** A gate without a queue. */
    public static WorkGate withoutQueue(int concurrent, Duration retryAfter) {
        return new WorkGate(concurrent, 0, Duration.ZERO, retryAfter);
    }

    /**
     * Returns when the caller may work; the caller must {@link #leave} afterwards.
     *
     * @throws OverloadedException if the queue is full or the maximum wait is over
     */
    public void enter() {
        if (!admitted.tryAcquire()) {
            throw rejection();
        }
        boolean entered = false;
        try {
            entered = working.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!entered) {
                admitted.release();
            }
        }
        if (!entered) {
            throw rejection();
        }
    }

    /** Can be called by a different thread than the one that entered. */
    public void leave() {
        admitted.release();
        working.release();
    }

    public int working() {
        return concurrent - working.availablePermits();
    }

    public int waiting() {
        return working.getQueueLength();
    }

    private OverloadedException rejection() {
        return new OverloadedException(
                "The service has reached its limit of concurrent requests; retry later.", retryAfter);
    }
}
