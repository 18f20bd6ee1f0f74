package dev.palate.importing;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.palate.importing.ImportRunner.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where imports wait for a process that runs them, one at a time in each: a db-scheduler of its own, on a table of its own,
 * which sees to it that one process has an import and that a dead one is noticed.
 */
@Component
class ImportQueue implements SmartLifecycle {

    private static final String TASK = "import";
    private static final String TABLE = "scheduled_imports";
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SchedulerClient client;
    private final Scheduler scheduler;
    private final Clock clock;
    private volatile boolean running;

    ImportQueue(DataSource dataSource, ImportRunner runner, ImportSettings settings, Clock clock) {
        this.clock = clock;
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .tableName(TABLE)
                .build();
        this.scheduler = Scheduler.create(dataSource, task(runner, clock))
                .tableName(TABLE)
                .clock(clock::instant)
                .threads(1)
                .executorService(Executors.newSingleThreadExecutor(work -> new Thread(work, "import")))
                .pollUsingLockAndFetch(0.5, 1)
                .pollingInterval(settings.poll())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(Duration.ofSeconds(15))
                .build();
    }

    /** Queues an import in the caller's transaction; after it this process looks at the queue at once. */
    void add(UUID id) {
        client.scheduleIfNotExists(new TaskInstance<Void>(TASK, id.toString()), clock.instant());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.triggerCheckForDueExecutions();
            }
        });
    }

    @Override
    public void start() {
        running = true;
        scheduler.start();
    }

    @Override
    public void stop() {
        running = false;
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private CustomTask<Void> task(ImportRunner runner, Clock time) {
        return Tasks.custom(TASK, Void.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
                .onDeadExecutionRevive()
                .execute((instance, context) ->
                        completion(runner.run(UUID.fromString(instance.getId()), () -> !running), time));
    }

    private static CompletionHandler<Void> completion(Outcome outcome, Clock time) {
        return switch (outcome) {
            case ENDED -> new CompletionHandler.OnCompleteRemove<>();
            case AGAIN -> (complete, operations) -> operations.reschedule(complete, time.instant());
            case TAKEN_OVER -> (complete, operations) -> {};
        };
    }
}
