package dev.palate.training;

import dev.palate.core.training.EpochReport;
import dev.palate.job.Attempt;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.training.AttemptRecorders.AttemptRecorder;
import dev.palate.training.order.TrainingOrder;
import dev.palate.training.progress.TrainingEpochs;
import dev.palate.training.spark.SparkRuns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Has Spark train the model of an order, and publishes it. This process loads no data before the model is finished and stored, so that
 * the training takes no memory of the service.
 */
@Component
class SparkTrainer {

    private final SparkRuns runs;
    private final Checkpoints checkpoints;
    private final TrainingRows rows;
    private final TrainingEpochs epochs;
    private final ModelFilePublisher publisher;

    SparkTrainer(
            SparkRuns runs,
            Checkpoints checkpoints,
            TrainingRows rows,
            TrainingEpochs epochs,
            ModelFilePublisher publisher) {
        this.runs = runs;
        this.checkpoints = checkpoints;
        this.rows = rows;
        this.epochs = epochs;
        this.publisher = publisher;
    }

    void train(Attempt attempt, TrainingRow row, TrainingOrder<?> order, AttemptRecorder recorder) {
        UUID job = attempt.job();
        recorder.resume(epochs.find(List.of(job)).getOrDefault(job, List.of()));
        if (row.savedCheckpoint() == null) {
            SparkProgress progress = new SparkProgress(recorder, target(attempt, recorder));
            runs.train(job, row.order().toString(), progress, model -> store(attempt, model));
        }
        long checkpoint = Objects.requireNonNull(rows.find(job).orElseThrow().savedCheckpoint());
        publisher.publish(attempt, checkpoint, order, recorder);
    }

    /** Another attempt publishes the stored model and does not train again. */
    private void store(Attempt attempt, Path model) {
        attempt.write(() -> {
            try (InputStream bytes = Files.newInputStream(model)) {
                rows.insertUpload(attempt.job(), checkpoints.copy(bytes).id());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            attempt.markAdvanced();
        });
    }

    /** Deletes what the command has left of a job that has ended. */
    void forget(UUID job) {
        runs.forget(job);
    }

    private static SparkProgress.Target target(Attempt attempt, AttemptRecorder recorder) {
        return new SparkProgress.Target() {
            @Override
            public void endEpoch(EpochReport report) {
                recorder.remoteEpoch(report);
            }

            @Override
            public void warn(String text) {
                attempt.warn(text);
            }

            @Override
            public boolean isStopRequested() {
                return attempt.isStopRequested();
            }
        };
    }
}
