package dev.palate.job;

import dev.palate.job.Attempt.StopReason;
import dev.palate.job.settings.JobSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The attempts that this process executes. One thread writes the progress of all of them. */
@Component
class LocalAttempts implements DisposableBean {

    /** The name by which the queue and the attempts know this process: host and process id. */
    static final String PROCESS = host() + "/" + ProcessHandle.current().pid();

    private final JobSettings settings;
    private final Map<UUID, Attempt> running = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor writer;
    private volatile boolean shuttingDown;

    LocalAttempts(JobSettings settings) {
        this.settings = settings;
        this.writer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "job-progress");
            thread.setDaemon(true);
            return thread;
        });
        writer.setRemoveOnCancelPolicy(true);
    }

    /** Executes an attempt, which is in this set meanwhile. */
    <T> T execute(Attempt attempt, Supplier<T> work) {
        running.put(attempt.job(), attempt);
        if (shuttingDown) {
            attempt.stop(StopReason.SHUTDOWN);
        }
        long period = settings.progress().toMillis();
        Future<?> polling = writer.scheduleWithFixedDelay(attempt::poll, period, period, TimeUnit.MILLISECONDS);
        try {
            return work.get();
        } finally {
            polling.cancel(false);
            running.remove(attempt.job(), attempt);
        }
    }

    Optional<Attempt> find(UUID job) {
        return Optional.ofNullable(running.get(job));
    }

    int count() {
        return running.size();
    }

    /** Stops all attempts within one batch, also those that begin later. */
    void shutDown() {
        shuttingDown = true;
        running.values().forEach(attempt -> attempt.stop(StopReason.SHUTDOWN));
    }

    @Override
    public void destroy() {
        writer.shutdownNow();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }
}
