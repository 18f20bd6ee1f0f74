package dev.palate.training;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where jobs wait for a process that runs them. */
class TrainingQueue {

    private final SchedulerClient client;
    private final Optional<Scheduler> scheduler;
    private final Clock clock;

    /**
     * @param client writes in the caller's transaction
     * @param scheduler of this process, if it runs jobs
     */
    TrainingQueue(SchedulerClient client, Optional<Scheduler> scheduler, Clock clock) {
        this.client = client;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Queues a job in the caller's transaction; after it this process looks at the queue at once. */
    void add(UUID job) {
        client.scheduleIfNotExists(new TaskInstance<Void>(TrainingTask.NAME, job.toString()), clock.instant());
        scheduler.ifPresent(
                running -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        running.triggerCheckForDueExecutions();
                    }
                }));
    }
}
