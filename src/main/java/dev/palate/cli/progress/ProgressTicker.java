package dev.palate.cli.progress;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows progress regularly, on a thread of its own, until it is closed. */
public final class ProgressTicker implements AutoCloseable {

    private static final long MILLIS = 250;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread ticker = new Thread(task, "progress");
        ticker.setDaemon(true);
        return ticker;
    });

    public ProgressTicker(Progress progress) {
        var unused = thread.scheduleWithFixedDelay(progress::tick, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
