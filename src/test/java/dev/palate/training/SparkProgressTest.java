package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.training.EpochReport;
import dev.palate.core.training.TrainingPart;
import dev.palate.core.training.TrainingState;
import dev.palate.model.version.EpochFigures;
import dev.palate.training.progress.TrainingLength;
import dev.palate.training.progress.TrainingRecorder;
import dev.palate.training.spark.SparkMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the lines that Palate's driver writes, to which its own ProgressTest is held. */
class SparkProgressTest {

    private final Recorder recorder = new Recorder();
    private final List<Double> progress = new ArrayList<>();

    @BeforeEach
    void anEarlierAttemptHasDoneThreeOfFourEpochs() {
        recorder.resume(List.of(figures(1), figures(2), figures(3)));
    }

    @Test
    void neverGoesBackButToTheEpochThatTheCommandNames() throws IOException {
        SparkProgress listener = new SparkProgress(recorder, recorder);
        for (SparkMessage message : driverMessages()) {
            listener.onProgress(message);
            progress.add(recorder.progress().progress());
        }

        assertThat(progress).containsExactly(0.75, 0.75, 0.75, 0.5, 0.5, 0.625, 0.75, 0.875, 1.0, 1.0, 1.0, 1.0);
        assertThat(recorder.figures()).extracting(EpochFigures::epoch).containsExactly(1, 2, 3, 4);
        assertThat(recorder.figures()).extracting(EpochFigures::trainLoss).containsExactly(9.0, 9.0, 0.25, 0.125);
        assertThat(recorder.figures()).extracting(EpochFigures::trainSeconds).containsExactly(10.0, 20.0, 20.5, 20.5);
    }

    @Test
    void countsTheWorkOfATrainingWithoutEpochs() {
        Recorder fresh = new Recorder();
        new SparkProgress(fresh, fresh)
                .onProgress(SparkMessage.of("palate: {\"phase\": \"training\", \"batch\": 1, \"batches\": 4}")
                        .orElseThrow());
        assertThat(fresh.progress().progress()).isEqualTo(0.0625);
    }

    /** Otherwise a training of which nothing is done would be said to end soon. */
    @Test
    void loadingIsNoPartOfTheTraining() {
        Recorder fresh = new Recorder();
        new SparkProgress(fresh, fresh)
                .onProgress(SparkMessage.of("palate: {\"phase\": \"loading\", \"batch\": 4, \"batches\": 4}")
                        .orElseThrow());
        assertThat(fresh.progress().progress()).isZero();
    }

    private static List<SparkMessage> driverMessages() throws IOException {
        try (InputStream lines = SparkProgressTest.class.getResourceAsStream("driver-lines.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> SparkMessage.of(line).orElseThrow())
                    .toList();
        }
    }

    private static EpochFigures figures(int epoch) {
        return new EpochFigures(epoch, 9, 10 * epoch, 0, Map.of());
    }

    /** Of a training with four epochs. */
    private static final class Recorder extends TrainingRecorder implements SparkProgress.Target {

        Recorder() {
            super(Clock.systemUTC(), new TrainingLength(4, 0));
        }

        @Override
        public void endEpoch(EpochReport report) {
            record(report);
        }

        @Override
        public void warn(String text) {}

        @Override
        public boolean isStopRequested() {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        protected void onEpochEnd(Epoch ended, TrainingState state) {}

        @Override
        protected void onPartEnd(TrainingPart ended, TrainingState state) {}
    }
}
