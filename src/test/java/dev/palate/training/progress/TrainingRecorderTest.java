package dev.palate.training.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.training.TrainingPart;
import dev.palate.core.training.TrainingState;
import dev.palate.core.tuning.TuningTrial;
import dev.palate.model.version.EpochFigures;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class TrainingRecorderTest {

    private static final TuningTrial TRIAL = new TuningTrial(0, Map.of("stepSize", 0.5), 0.25, null);
    private static final TuningProgress FOUND =
            new TuningProgress(JsonNodeFactory.instance.objectNode().put("stepSize", 0.5), 0.25, List.of(TRIAL));

    private Instant now = Instant.EPOCH;
    /** The search is 0.75 of all, and then there are 4 epochs. */
    private final TrainingRecorder recorder = recorder(new TrainingLength(4, 0.75));

    @Test
    void dividesProgressBetweenSearchAndTraining() {
        recorder.searching();
        recorder.onProgress(0.5);
        assertThat(recorder.progress().progress()).isEqualTo(0.375);
        recorder.searched(FOUND);
        assertThat(recorder.progress().progress()).isEqualTo(0.75);
        recorder.onBatch(2, 4, 4);
        assertThat(recorder.progress().progress()).isEqualTo(0.875);
    }

    @Test
    void leavesAllProgressToTheTrainingWithoutASearch() {
        TrainingRecorder training = recorder(new TrainingLength(4, 0));
        training.onBatch(1, 2, 4);
        assertThat(training.progress().progress()).isEqualTo(0.125);
    }

    @Test
    void takesTheTimeLeftFromThePaceOfTheSearchAndThenOfTheTraining() {
        recorder.searching();
        now = now.plusSeconds(30);
        recorder.onProgress(0.4);
        assertThat(recorder.progress().secondsLeft()).isCloseTo(70, within(1e-9));
        recorder.searched(FOUND);
        assertThat(recorder.progress().secondsLeft()).isNull();
        now = now.plusSeconds(3);
        recorder.onBatch(1, 4, 4);
        assertThat(recorder.progress().secondsLeft()).isCloseTo(9, within(1e-9));
    }

    @Test
    void handsOutTrialsUntilTheyAreWritten() {
        assertThat(recorder.progress().tuning()).isNull();
        recorder.searching();
        TrainingProgress before = recorder.progress();
        assertThat(before.tuning()).isEqualTo(new TuningProgress(null, null, List.of()));
        recorder.onTrial(TRIAL);
        recorder.written(before);
        TrainingProgress after = recorder.progress();
        assertThat(after.tuning()).isEqualTo(new TuningProgress(null, null, List.of(TRIAL)));
        recorder.written(after);
        assertThat(recorder.progress().tuning()).isNull();
    }

    @Test
    void writesTheEndOfTheSearchAgainAfterTrialsThatWereBeingWritten() {
        recorder.onTrial(TRIAL);
        TrainingProgress beingWritten = recorder.progress();
        recorder.searched(FOUND);
        recorder.written(beingWritten);
        assertThat(recorder.progress().tuning()).isEqualTo(FOUND);
    }

    @Test
    void continuesTheProgressAndTheTimeOfATrainingInParts() {
        TrainingRecorder training = recorder(new TrainingLength(1, 0));
        training.resume(List.of());
        training.resume(0.6);
        now = now.plusSeconds(10);
        training.onBatch(1, 8, 10);
        assertThat(training.progress().progress()).isEqualTo(0.8);
        assertThat(training.progress().secondsLeft()).isCloseTo(10, within(1e-9));
        training.onPart(new TrainingPart(8, 10, 50), checkpoint -> {});
        training.trained(20);
        assertThat(training.trainSeconds()).isEqualTo(50);
        assertThat(training.progress().progress()).isEqualTo(1);
    }

    @Test
    void forgetsTheEpochsAfterTheOneAfterWhichTheTrainingContinues() {
        TrainingRecorder training = recorder(new TrainingLength(4, 0));
        training.resume(List.of(figures(1, 10), figures(2, 20), figures(3, 30)));
        training.restart(1);
        TrainingProgress restarted = training.progress();
        assertThat(restarted.epoch()).isEqualTo(1);
        assertThat(restarted.progress()).isEqualTo(0.25);
        assertThat(restarted.trainSeconds()).isEqualTo(10);
        assertThat(restarted.restartedAfter()).isEqualTo(1);
        assertThat(training.figures()).hasSize(1);

        training.written(restarted);
        assertThat(training.progress().restartedAfter()).isNull();
        training.restart(0);
        assertThat(training.progress().epoch()).isZero();
        assertThat(training.progress().trainSeconds()).isZero();
        assertThat(training.progress().unwritten()).isEmpty();
    }

    private static EpochFigures figures(int epoch, double seconds) {
        return new EpochFigures(epoch, 1, seconds, 0, Map.of());
    }

    private TrainingRecorder recorder(TrainingLength length) {
        Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
        return new TrainingRecorder(clock, length) {
            @Override
            public boolean isCancelled() {
                return false;
            }

            @Override
            protected void onEpochEnd(Epoch ended, TrainingState state) {}

            @Override
            protected void onPartEnd(TrainingPart ended, TrainingState state) {}
        };
    }
}
