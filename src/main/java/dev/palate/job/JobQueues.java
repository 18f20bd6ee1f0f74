package dev.palate.job;

import dev.palate.job.settings.JobSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The queues of all kinds. They start when the service is up, and release the running jobs before it goes down. */
@Component
class JobQueues implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobQueues.class);
    /** After the models have been loaded, and stopped before they are released. */
    private static final int PHASE = 1000;

    private final Map<JobKind, JobQueue> queues;
    private final LocalAttempts local;
    private final RetryingTransaction retrying;
    private volatile boolean running;

    JobQueues(
            List<JobHandler> handlers,
            JobRunner runner,
            LocalAttempts local,
            RetryingTransaction retrying,
            JobSettings settings,
            Clock clock,
            DataSource dataSource) {
        this.local = local;
        this.retrying = retrying;
        this.queues = handlers.stream()
                .map(handler -> new JobQueue(handler, runner, local, settings, clock, dataSource))
                .collect(Collectors.toMap(queue -> queue.handler().kind(), Function.identity()));
    }

    JobQueue of(JobKind kind) {
        JobQueue queue = queues.get(kind);
        if (queue == null) {
            throw new IllegalArgumentException("no handler executes jobs of kind " + kind.name());
        }
        return queue;
    }

    @Override
    public void start() {
        queues.values().forEach(JobQueue::start);
        running = true;
    }

    @Override
    public void stop() {
        if (local.count() > 0) {
            log.info("Shutting down: {} running job(s) stop within one batch and return to the queue", local.count());
        }
        local.shutDown();
        retrying.shutDown();
        CompletableFuture.allOf(queues.values().stream()
                        .map(queue -> CompletableFuture.runAsync(queue::stop))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** db-scheduler cannot start again after it has stopped. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
