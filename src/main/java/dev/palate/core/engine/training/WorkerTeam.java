package dev.palate.core.engine.training;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed team that works off numbered tasks; the caller is one of it. A phase of a training step lasts some hundred
 * microseconds, less than waking a thread from a pool's queue twice, so workers spin briefly before they park.
 *
 * <p>Which thread takes which task is not defined: a result must depend on the task alone.
 */
public final class WorkerTeam implements AutoCloseable {

    private static final int SPINS = 20_000;

    private final Thread[] workers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private volatile Phase phase = new Phase(0, 0, (worker, task) -> {});
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /** The work of one phase. */
    @FunctionalInterface
    public interface Work {

        /**
         * @param worker which member of the team runs it, from 0: for scratch memory
         * @param task which part of the work it is
         */
        void run(int worker, int task);
    }

    private record Phase(int number, int tasks, Work work) {}

    /** @param threads members of the team, the caller included */
    public WorkerTeam(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a team needs at least one thread, not " + threads);
        }
        workers = new Thread[threads - 1];
        for (int w = 0; w < workers.length; w++) {
            int worker = w + 1;
            workers[w] = new Thread(() -> serve(worker), "palate-worker-" + worker);
            workers[w].setDaemon(true);
            workers[w].start();
        }
    }

    public int threads() {
        return workers.length + 1;
    }

    /**
     * Runs {@code work} for {@code 0..tasks-1} and returns when all are done. Not to be called by two threads at once.
     *
     * @throws IllegalStateException with the cause if a task failed
     */
    public void run(int tasks, Work work) {
        if (workers.length == 0 || tasks <= 1) {
            for (int i = 0; i < tasks; i++) {
                work.run(0, i);
            }
            return;
        }
        next.set(0);
        running.set(workers.length);
        phase = new Phase(phase.number + 1, tasks, work);
        for (Thread worker : workers) {
            LockSupport.unpark(worker);
        }
        takeTasks(phase, 0);
        for (int spin = 0; running.get() > 0; spin++) {
            pause(spin);
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw new IllegalStateException("a task of the team failed", thrown);
        }
    }

    private void serve(int worker) {
        int seen = 0;
        while (!closed) {
            for (int spin = 0; phase.number == seen && !closed; spin++) {
                if (spin < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            Phase current = phase;
            if (current.number != seen) {
                seen = current.number;
                takeTasks(current, worker);
                running.decrementAndGet();
            }
        }
    }

    private void takeTasks(Phase current, int worker) {
        try {
            for (int i = next.getAndIncrement(); i < current.tasks; i = next.getAndIncrement()) {
                current.work.run(worker, i);
            }
        } catch (Throwable t) { // handed to the caller of run, whatever it is
            failure = t;
            next.set(current.tasks);
        }
    }

    private static void pause(int spin) {
        if (spin < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread worker : workers) {
            LockSupport.unpark(worker);
        }
    }
}
