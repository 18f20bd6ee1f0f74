package dev.palate.listing.event;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One thread for work that takes seconds, which the thread of the scheduler must not wait for: other features need that one. */
public final class BackgroundWorker implements AutoCloseable {

    private static final int SHUTDOWN_SECONDS = 5;

    private final ExecutorService thread;
    private final AtomicBoolean busy = new AtomicBoolean();

    public BackgroundWorker(String name) {
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread created = new Thread(work, name);
            created.setDaemon(true);
            return created;
        });
    }

    /** Runs the work in the background, unless the previous work is not done yet; it must handle its failures. */
    public void runIfIdle(Runnable work) {
        if (busy.compareAndSet(false, true)) {
            thread.execute(() -> {
                try {
                    work.run();
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    /** Lets the work end for some seconds. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
