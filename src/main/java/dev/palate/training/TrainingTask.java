package dev.palate.training;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.palate.training.TrainingRunner.Next;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A job's place in db-scheduler's queue, which sees to it that one process at a time runs it and that a dead one is noticed.
 * The instance's id is the job's; all else is in the job's own row.
 */
final class TrainingTask {

    static final String NAME = "training";

    private static final Logger log = LoggerFactory.getLogger(TrainingTask.class);

    private final TrainingRunner runner;
    private final LocalJobs local;
    private final Clock clock;

    private TrainingTask(TrainingRunner runner, LocalJobs local, Clock clock) {
        this.runner = runner;
        this.local = local;
        this.clock = clock;
    }

    static CustomTask<Void> of(TrainingRunner runner, LocalJobs local, TrainingSettings settings, Clock clock) {
        TrainingTask task = new TrainingTask(runner, local, clock);
        return Tasks.custom(NAME, Void.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(settings.retryDelay()))
                .onDeadExecution(task::takeOver)
                .execute((instance, context) -> task.execute(instance));
    }

    private CompletionHandler<Void> execute(TaskInstance<Void> instance) {
        Next next;
        try (MDC.MDCCloseable logged = MDC.putCloseable("jobId", instance.getId())) {
            next = runner.run(UUID.fromString(instance.getId()));
        }
        if (next instanceof Next.Again again) {
            return (complete, operations) -> operations.reschedule(complete, again.at());
        }
        return next instanceof Next.Ended ? new CompletionHandler.OnCompleteRemove<>() : (complete, operations) -> {};
    }

    private void takeOver(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        Execution execution = complete.getExecution();
        UUID job = UUID.fromString(execution.taskInstance.getId());
        if (local.find(job).isPresent()) {
            return; // it runs here: the database was away, not the job, and the next heartbeat says so
        }
        log.warn(
                "Job {} was left by {}, whose last sign of life was at {}; it is taken over",
                job,
                execution.pickedBy,
                execution.lastHeartbeat);
        operations.reschedule(complete, clock.instant());
    }
}
