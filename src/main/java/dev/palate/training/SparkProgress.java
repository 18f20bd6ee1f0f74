package dev.palate.training;

import dev.palate.core.training.DeviceReport;
import dev.palate.core.training.EpochReport;
import dev.palate.model.version.EpochFigures;
import dev.palate.training.progress.TrainingRecorder;
import dev.palate.training.spark.SparkListener;
import dev.palate.training.spark.SparkMessage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The messages of the submit command as the progress of an attempt. */
final class SparkProgress implements SparkListener {

    private static final String DEVICE = "Spark";
    private static final String LOADING = "loading";

    private final TrainingRecorder recorder;
    private final Target target;
    private double secondsBefore;
    private int lastEpoch;

    /** @param recorder with the epochs of earlier attempts */
    SparkProgress(TrainingRecorder recorder, Target target) {
        this.recorder = recorder;
        this.target = target;
        this.secondsBefore = recorder.trainSeconds();
        List<EpochFigures> earlier = recorder.figures();
        this.lastEpoch = earlier.isEmpty() ? 0 : earlier.get(earlier.size() - 1).epoch();
    }

    /** The attempt. */
    interface Target {

        /** Records an epoch, and writes it. */
        void endEpoch(EpochReport report);

        void warn(String text);

        boolean isStopRequested();
    }

    /**
     * Unless the command says after which epoch it continues, epochs that it repeats have the figures of the earlier attempt. Loading is no
     * part of the training.
     */
    @Override
    public void onProgress(SparkMessage message) {
        if (message.continuesAfter() != null) {
            continueAfter(message.continuesAfter());
        } else if (message.endsEpoch()) {
            endEpoch(message);
        } else if (message.batch() != null && message.batches() != null && !LOADING.equals(message.phase())) {
            endBatch(message.epoch(), message.batch(), message.batches());
        }
    }

    /** A unit of work that belongs to no epoch says nothing about a training that has epochs. */
    private void endBatch(@Nullable Integer epoch, int batch, int batches) {
        if (epoch != null) {
            recorder.onBatch(epoch, batch, batches);
        } else if (lastEpoch == 0) {
            recorder.onBatch(1, batch, batches);
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
        int epoch = Objects.requireNonNull(message.epoch());
        if (epoch > lastEpoch) {
            lastEpoch = epoch;
            double seconds = secondsBefore + Objects.requireNonNullElse(message.seconds(), 0.0);
            target.endEpoch(new EpochReport(
                    epoch,
                    Objects.requireNonNullElse(message.epochs(), epoch),
                    Objects.requireNonNullElse(message.loss(), 0.0),
                    Map.of(),
                    Math.max(seconds, recorder.trainSeconds()),
                    0,
                    new DeviceReport(DEVICE, null, 0)));
        }
    }

    @Override
    public void onWarning(String text) {
        target.warn(text);
    }

    @Override
    public boolean isStopRequested() {
        return target.isStopRequested();
    }
}
