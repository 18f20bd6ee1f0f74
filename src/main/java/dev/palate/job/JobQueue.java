package dev.palate.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.palate.database.AfterCommit;
import dev.palate.job.JobRunner.Next;
import dev.palate.job.settings.JobSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The queue of one kind of jobs. db-scheduler ensures that one process at a time executes a job and notices dead processes; an
 * entry's id is the job's, everything else is in the job's own row.
 */
final class JobQueue {

    private static final Logger log = LoggerFactory.getLogger(JobQueue.class);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(15);

    private final JobHandler handler;
    private final JobRunner runner;
    private final LocalAttempts local;
    private final JobSettings settings;
    private final Clock clock;
    private final SchedulerClient client;
    private final Optional<Scheduler> scheduler;

    JobQueue(
            JobHandler handler,
            JobRunner runner,
            LocalAttempts local,
            JobSettings settings,
            Clock clock,
            DataSource dataSource) {
        this.handler = handler;
        this.runner = runner;
        this.local = local;
        this.settings = settings;
        this.clock = clock;
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .tableName(handler.kind().queueTable())
                .build();
        this.scheduler = handler.concurrency() == 0 ? Optional.empty() : Optional.of(scheduler(dataSource));
    }

    JobHandler handler() {
        return handler;
    }

    /** Adds a job in the caller's transaction; after its commit this process looks at the queue at once. */
    void add(UUID job) {
        client.scheduleIfNotExists(new TaskInstance<Void>(handler.kind().name(), job.toString()), clock.instant());
        scheduler.ifPresent(running -> AfterCommit.run(running::triggerCheckForDueExecutions));
    }

    void start() {
        scheduler.ifPresent(Scheduler::start);
    }

    void stop() {
        scheduler.ifPresent(Scheduler::stop);
    }

    CustomTask<Void> task() {
        return Tasks.custom(handler.kind().name(), Void.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(settings.retryDelay()))
                .onDeadExecution(this::takeOver)
                .execute((instance, context) -> execute(instance));
    }

    private CompletionHandler<Void> execute(TaskInstance<Void> instance) {
        Next next;
        try (MDC.MDCCloseable logged = MDC.putCloseable("jobId", instance.getId())) {
            next = runner.run(handler, UUID.fromString(instance.getId()));
        }
        if (next instanceof Next.Reschedule later) {
            return (complete, operations) -> operations.reschedule(complete, later.at());
        }
        return next instanceof Next.Remove ? new CompletionHandler.OnCompleteRemove<>() : (complete, operations) -> {};
    }

    private void takeOver(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        Execution execution = complete.getExecution();
        UUID job = UUID.fromString(execution.taskInstance.getId());
        if (local.find(job).isPresent()) {
            return; // it runs here: the database was unavailable, not this process, and the next heartbeat shows that
        }
        log.warn(
                "Job {} is taken over from {}, whose last heartbeat was at {}",
                job,
                execution.pickedBy,
                execution.lastHeartbeat);
        operations.reschedule(complete, clock.instant());
    }

    private Scheduler scheduler(DataSource dataSource) {
        return Scheduler.create(dataSource, task())
                .tableName(handler.kind().queueTable())
                .schedulerName(new SchedulerName.Fixed(LocalAttempts.PROCESS))
                .clock(clock::instant)
                .threads(handler.concurrency())
                .executorService(threads())
                .pollUsingLockAndFetch(0.5, 1)
                .pollingInterval(settings.poll())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(LONGEST_SHUTDOWN)
                .build();
    }

    private ExecutorService threads() {
        AtomicInteger count = new AtomicInteger();
        return Executors.newFixedThreadPool(
                handler.concurrency(), work -> new Thread(work, handler.kind().name() + "-" + count.incrementAndGet()));
    }
}
