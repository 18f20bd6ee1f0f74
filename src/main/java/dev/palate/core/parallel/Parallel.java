package dev.palate.core.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs numbered tasks of milliseconds and more on threads that live for one call. Any thread may take any task: a result must
 * only depend on the task.
 */
public final class Parallel {

    private Parallel() {}

    /** One part of the work. */
    @FunctionalInterface
    public interface Work {

        /**
         * Executes one task.
         *
         * @param worker the thread's number, {@code 0..threads-1}: for scratch memory
         * @param task the part's number
         */
        void run(int worker, int task);
    }

    /**
     * Runs {@code work} for {@code 0..tasks-1} on up to {@code threads} threads, the caller among them, and returns when all
     * are done. After an unchecked exception or error of a task no further task starts, and this method throws it.
     */
    public static void run(int threads, int tasks, Work work) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread[] others = new Thread[Math.max(0, Math.min(threads, tasks) - 1)];
        for (int i = 0; i < others.length; i++) {
            int worker = i + 1;
            others[i] = new Thread(() -> takeTasks(worker, tasks, next, failure, work), "palate-parallel-" + worker);
            others[i].setDaemon(true);
            others[i].start();
        }
        takeTasks(0, tasks, next, failure, work);
        join(others);
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private static void takeTasks(
            int worker, int tasks, AtomicInteger next, AtomicReference<@Nullable Throwable> failure, Work work) {
        try {
            for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
                work.run(worker, task);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            next.set(tasks);
        }
    }

    /** Waits for all threads, since they write to the caller's memory; keeps the interrupt flag for the caller. */
    private static void join(Thread[] threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
