package dev.palate.training;

import dev.palate.core.training.DeviceReport;
import dev.palate.core.training.EpochReport;
import dev.palate.job.Attempt;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.version.EpochFigures;
import dev.palate.training.AttemptRecorders.AttemptRecorder;
import dev.palate.training.order.TrainingOrder;
import dev.palate.training.progress.TrainingEpochs;
import dev.palate.training.spark.SparkListener;
import dev.palate.training.spark.SparkMessage;
import dev.palate.training.spark.SparkRuns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has Spark train the model of an order, and publishes it. This process loads no data before the model is finished and stored, so that
 * the training takes no memory of the service.
 */
@Component
class SparkTrainer {

    private static final String DEVICE = "Spark";

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
            runs.train(job, row.order().toString(), new Progress(attempt, recorder), model -> store(attempt, model));
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

    /** The messages of the command as the progress of an attempt. */
    private static final class Progress implements SparkListener {

        private final Attempt attempt;
        private final AttemptRecorder recorder;
        private double secondsBefore;
        private int lastEpoch;

        Progress(Attempt attempt, AttemptRecorder recorder) {
            this.attempt = attempt;
            this.recorder = recorder;
            this.secondsBefore = recorder.trainSeconds();
            List<EpochFigures> earlier = recorder.figures();
            this.lastEpoch =
                    earlier.isEmpty() ? 0 : earlier.get(earlier.size() - 1).epoch();
        }

        /** Unless the command says after which epoch it continues, epochs that it repeats have the figures of the earlier attempt. */
        @Override
        public void onProgress(SparkMessage message) {
            if (message.continuesAfter() != null) {
                continueAfter(message.continuesAfter());
            } else if (message.endsEpoch()) {
                endEpoch(message);
            } else if (message.batch() != null && message.batches() != null) {
                recorder.onBatch(orOne(message.epoch()), message.batch(), message.batches());
            }
        }

        private void continueAfter(int epoch) {
            if (epoch >= 0 && epoch < lastEpoch) {
                recorder.restart(epoch);
                lastEpoch = epoch;
                secondsBefore = recorder.trainSeconds();
            }
        }

        private void endEpoch(SparkMessage message) {
            int epoch = orOne(message.epoch());
            if (epoch > lastEpoch) {
                lastEpoch = epoch;
                double seconds = secondsBefore + Objects.requireNonNullElse(message.seconds(), 0.0);
                recorder.remoteEpoch(new EpochReport(
                        epoch,
                        Objects.requireNonNullElse(message.epochs(), epoch),
                        Objects.requireNonNullElse(message.loss(), 0.0),
                        Map.of(),
                        Math.max(seconds, recorder.trainSeconds()),
                        0,
                        new DeviceReport(DEVICE, null, 0)));
            }
        }

        private static int orOne(@Nullable Integer number) {
            return number == null ? 1 : number;
        }

        @Override
        public void onWarning(String text) {
            attempt.warn(text);
        }

        @Override
        public boolean isStopRequested() {
            return attempt.isStopRequested();
        }
    }
}
