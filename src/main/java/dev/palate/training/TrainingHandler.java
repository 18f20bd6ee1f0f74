package dev.palate.training;

import dev.palate.core.network.DeviceException;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.job.Attempt;
import dev.palate.job.JobHandler;
import dev.palate.job.JobKind;
import dev.palate.job.JobState;
import dev.palate.training.AttemptRecorders.AttemptRecorder;
import dev.palate.training.order.Engine;
import dev.palate.training.order.ExperimentOrder;
import dev.palate.training.order.JobOrder;
import dev.palate.training.order.PublicationOrder;
import dev.palate.training.order.StoredOrders;
import dev.palate.training.order.TrainingOrder;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Executes training jobs: a {@link ModelTrainer}, a {@link SparkTrainer} or a {@link ModelFilePublisher} does the work of an attempt, which
 * this class records and measures.
 */
@Component
class TrainingHandler implements JobHandler {

    private final TrainingRows rows;
    private final StoredOrders orders;
    private final AttemptRecorders recorders;
    private final ModelTrainer trainer;
    private final ModelFilePublisher publisher;
    private final SparkTrainer spark;
    private final TrainingSettings settings;
    private final TrainingMetrics metrics;
    private final Clock clock;

    TrainingHandler(
            TrainingRows rows,
            StoredOrders orders,
            AttemptRecorders recorders,
            ModelTrainer trainer,
            ModelFilePublisher publisher,
            SparkTrainer spark,
            TrainingSettings settings,
            TrainingMetrics metrics,
            Clock clock) {
        this.rows = rows;
        this.orders = orders;
        this.recorders = recorders;
        this.trainer = trainer;
        this.publisher = publisher;
        this.spark = spark;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return TrainingJobs.KIND;
    }

    @Override
    public int concurrency() {
        return settings.concurrency();
    }

    @Override
    public int queueLimit() {
        return settings.queueLimit();
    }

    @Override
    public void execute(Attempt attempt) throws Exception {
        TrainingRow row = rows.find(attempt.job()).orElseThrow();
        JobOrder order = orders.read(row.order());
        String algorithm = order.name();
        if (attempt.number() == 1) {
            metrics.started(algorithm, Duration.between(attempt.submittedAt(), clock.instant()));
        }
        AttemptRecorder recorder = recorders.recorder(attempt, order);
        attempt.reportProgress(recorder::write);
        metrics.measure(algorithm, () -> {
            try {
                execute(attempt, row, order, recorder);
            } catch (RuntimeException | OutOfMemoryError e) {
                attempt.tryWrite(recorder::write);
                throw e;
            }
        });
    }

    private void execute(Attempt attempt, TrainingRow row, JobOrder order, AttemptRecorder recorder) {
        if (order instanceof PublicationOrder) {
            publisher.publish(attempt, Objects.requireNonNull(row.savedCheckpoint()), order, recorder);
        } else if (order instanceof TrainingOrder<?> training
                && training.options().engine() == Engine.SPARK) {
            spark.train(attempt, row, training, recorder);
        } else if (order instanceof ExperimentOrder experiment) {
            trainer.train(attempt, row, experiment, recorder);
        }
    }

    @Override
    public boolean isPermanent(Throwable failure) {
        return isPermanent(failure, settings.device()) || JobHandler.super.isPermanent(failure);
    }

    /** A failure of the device ends the job only if the device was demanded: otherwise the next attempt trains on the CPU. */
    static boolean isPermanent(Throwable failure, TrainingSettings.DeviceChoice device) {
        return failure instanceof TrainingDivergedException
                || (failure instanceof DeviceException && device == TrainingSettings.DeviceChoice.CUDA);
    }

    @Override
    public @Nullable String ending(UUID job, JobState state, @Nullable String failure) {
        rows.deleteSaved(job);
        if (state == JobState.CANCELLED) {
            spark.forget(job); // a job that waits is cancelled without an end of an attempt
        }
        return failure;
    }

    @Override
    public void ended(UUID job, JobState state) {
        spark.forget(job);
        metrics.ended(rows.algorithm(job), state);
    }
}
