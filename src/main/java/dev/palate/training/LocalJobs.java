package dev.palate.training;

import dev.palate.core.training.TrainingState;
import dev.palate.core.tuning.TuningTrial;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.version.EpochFigures;
import dev.palate.training.JobRecorder.Ending;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The jobs that this process is running. One thread writes the progress of all of them. */
@Component
class LocalJobs implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LocalJobs.class);

    private final RunningJobs jobs;
    private final Checkpoints checkpoints;
    private final TransactionTemplate transaction;
    private final TrainingSettings settings;
    private final TrainingMetrics metrics;
    private final Clock clock;
    private final Map<UUID, JobRecorder> running = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor writers;
    private volatile boolean shuttingDown;

    LocalJobs(
            RunningJobs jobs,
            Checkpoints checkpoints,
            TransactionTemplate transaction,
            TrainingSettings settings,
            TrainingMetrics metrics,
            Clock clock) {
        this.jobs = jobs;
        this.checkpoints = checkpoints;
        this.transaction = transaction;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        this.writers = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "training-progress");
            thread.setDaemon(true);
            return thread;
        });
        writers.setRemoveOnCancelPolicy(true);
    }

    Running start(ClaimedJob job) {
        JobWriter writer = new JobWriter(job.start(), jobs, checkpoints, transaction, clock, settings.save());
        JobRecorder recorder = new JobRecorder(clock, JobLength.of(job.order()), job.warnings()) {
            @Override
            public void onTrial(TuningTrial trial) {
                super.onTrial(trial);
                log.info("Search for '{}': {}", job.order().algorithm(), trial);
            }

            @Override
            void onEpochEnd(EpochFigures figures, double seconds, TrainingState state) {
                metrics.epoch(job.order().algorithm(), figures, seconds);
                writer.save(this, figures.epoch(), state);
            }
        };
        running.put(job.start().job(), recorder);
        if (shuttingDown) {
            recorder.end(Ending.SHUTDOWN);
        }
        long period = settings.progress().toMillis();
        Future<?> writing =
                writers.scheduleWithFixedDelay(() -> writer.write(recorder), period, period, TimeUnit.MILLISECONDS);
        return new Running(recorder, () -> {
            writing.cancel(false);
            running.remove(job.start().job(), recorder);
        });
    }

    Optional<JobRecorder> find(UUID job) {
        return Optional.ofNullable(running.get(job));
    }

    /** Ends all trainings, those that have just been claimed too, within one batch. */
    void shutDown() {
        shuttingDown = true;
        running.values().forEach(recorder -> recorder.end(Ending.SHUTDOWN));
    }

    @Override
    public void destroy() {
        writers.shutdownNow();
    }

    /** A job while it runs here. */
    record Running(JobRecorder recorder, Runnable end) implements AutoCloseable {

        @Override
        public void close() {
            end.run();
        }
    }
}
