package dev.palate.overload;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many work at once and so many more wait, first come, first served; whoever finds the line full, or has waited too
 * long, is turned away. A thread that waits holds nothing else.
 */
public final class WorkGate {

    private final int concurrent;
    private final Duration longestWait;
    private final Duration retryAfter;
    private final Semaphore working;
    private final Semaphore workingOrWaiting;

    /** Who is turned away may come back when all that wait now have worked or given up. */
    public WorkGate(int concurrent, int queued, Duration longestWait) {
        this(concurrent, queued, longestWait, longestWait);
    }

    private WorkGate(int concurrent, int queued, Duration longestWait, Duration retryAfter) {
        this.concurrent = concurrent;
        this.longestWait = longestWait;
        this.retryAfter = retryAfter;
        this.working = new Semaphore(concurrent, true);
        this.workingOrWaiting = new Semaphore(concurrent + queued);
    }

    /** Nobody waits here; who is turned away is told to wait elsewhere. */
    public static WorkGate withoutLine(int concurrent, Duration retryAfter) {
        return new WorkGate(concurrent, 0, Duration.ZERO, retryAfter);
    }

    /**
     * Returns when the caller may work; it has to {@link #leave} afterwards.
     *
     * @throws OverloadedException if it may not, at once or after having waited
     */
    public void enter() {
        if (!workingOrWaiting.tryAcquire()) {
            throw turnedAway();
        }
        boolean entered = false;
        try {
            entered = working.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!entered) {
                workingOrWaiting.release();
            }
        }
        if (!entered) {
            throw turnedAway();
        }
    }

    /** May be called by another thread than the one that entered. */
    public void leave() {
        workingOrWaiting.release();
        working.release();
    }

    public int working() {
        return concurrent - working.availablePermits();
    }

    public int waiting() {
        return working.getQueueLength();
    }

    private OverloadedException turnedAway() {
        return new OverloadedException(
                "More requests than the service can take on at the moment; wait and try again.", retryAfter);
    }
}
