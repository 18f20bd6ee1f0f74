package dev.palate.core.parallel;

import dev.palate.core.parallel.Parallel.Work;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed team of threads, including the caller, that executes numbered tasks. Any thread may take any task: a result must only
 * depend on the task.
 *
 * <p>Palate keeps this class instead of an executor because a phase of a training step lasts some hundred microseconds, which is
 * less than waking a thread from an executor's queue twice. Workers therefore spin briefly before they park.
 */
public final class WorkerTeam implements AutoCloseable {

    private static final int SPINS = 20_000;

    private final Thread[] workers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private volatile Phase phase = new Phase(0, 0, (worker, task) -> {});
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    private record Phase(int number, int tasks, Work work) {}

    /**
     * Starts the threads.
     *
     * @param threads members of the team, including the caller
     */
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

    /**
     * Runs {@code work} for {@code 0..tasks-1} and returns when all are done. Only one thread may call this at a time.
     *
     * @throws IllegalStateException with the cause if a task threw an exception; an error, such as lack of memory, is thrown as it is
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
            if (thrown instanceof Error error) {
                throw error;
            }
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
        } catch (Throwable t) { // run throws it to its caller
            failure = t;
            next.set(current.tasks);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // after spinning, gives the processor to a worker that is not yet done
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
