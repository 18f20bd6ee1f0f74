package dev.palate.core.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs numbered tasks of milliseconds and more on threads that live for one call. Which thread takes which task is not
 * defined: a result must depend on the task alone.
 */
public final class Parallel {

    private Parallel() {}

    /** One part of the work. */
    @FunctionalInterface
    public interface Work {

        /**
         * @param worker the thread's number, {@code 0..threads-1}: for scratch memory
         * @param task the part's number
         */
        void run(int worker, int task);
    }

    /**
     * Runs {@code work} for {@code 0..tasks-1} on up to {@code threads} threads, the caller among them, and returns when all
     * are done. A task's unchecked exception or error ends the run and is thrown here.
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

    /** Waits for all, since they write to the caller's memory; an interrupt is kept for the caller. */
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
