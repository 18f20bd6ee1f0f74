package dev.palate.training;

import dev.palate.core.training.EpochReport;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingState;
import dev.palate.core.tuning.TuningListener;
import dev.palate.core.tuning.TuningTrial;
import dev.palate.model.version.EpochFigures;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a running start, in memory: the training thread tells it here and never waits for it to be written, but
 * for the states to resume from, which are written while the training stands still.
 */
abstract class JobRecorder implements TrainingListener, TuningListener {

    private final Clock clock;
    private final JobLength length;
    private final List<TuningTrial> trials = new ArrayList<>();
    private final List<EpochFigures> figures = new ArrayList<>();
    private final List<String> warnings;
    private int written;
    private @Nullable JobTuning unwrittenTuning;
    private int epoch;
    private double progress;
    private double trainSeconds;
    private double firstProgress;
    private long firstMillis;
    private volatile @Nullable Ending ending;
    private volatile boolean publishing;

    /**
     * @param length for the progress
     * @param warnings of earlier starts
     */
    JobRecorder(Clock clock, JobLength length, List<String> warnings) {
        this.clock = clock;
        this.length = length;
        this.warnings = new ArrayList<>(warnings);
        this.firstMillis = clock.millis();
    }

    /** Takes over the epochs that an earlier start had trained and that this one goes on from. */
    synchronized void resume(List<EpochFigures> earlier) {
        figures.addAll(earlier);
        written = figures.size();
        if (!earlier.isEmpty()) {
            EpochFigures last = earlier.get(earlier.size() - 1);
            epoch = last.epoch();
            trainSeconds = last.trainSeconds();
            progress = length.trained(epoch);
        }
        measureFromHere();
    }

    /** The search begins, or begins again. */
    synchronized void searching() {
        unwrittenTuning = JobTuning.soFar(List.of());
    }

    /** The search has ended, in this start or before. What is left is one training, whose pace is not known yet. */
    synchronized void searched(JobTuning found) {
        unwrittenTuning = found;
        progress = Math.max(progress, length.searched(1));
        measureFromHere();
    }

    @Override
    public synchronized void onProgress(double share) {
        progress = length.searched(share);
    }

    @Override
    public synchronized void onTrial(TuningTrial trial) {
        trials.add(trial);
        unwrittenTuning = JobTuning.soFar(trials);
    }

    @Override
    public synchronized void onBatch(int runningEpoch, int batch, int batches) {
        progress = length.trained(runningEpoch - 1 + (double) batch / Math.max(batches, 1));
    }

    @Override
    public void onEpoch(EpochReport report, TrainingState state) {
        EpochFigures ended;
        double seconds;
        synchronized (this) {
            seconds = report.trainSeconds() - trainSeconds;
            trainSeconds = report.trainSeconds();
            ended = new EpochFigures(
                    report.epoch(), report.trainLoss(), trainSeconds, report.examplesPerSecond(), report.metrics());
            figures.add(ended);
            epoch = report.epoch();
            progress = length.trained(epoch);
        }
        onEpochEnd(ended, Math.max(seconds, 0), state);
    }

    /** Called on the training thread, while the state may be written. */
    abstract void onEpochEnd(EpochFigures ended, double seconds, TrainingState state);

    @Override
    public synchronized void onWarning(String message) {
        warnings.add(message);
    }

    @Override
    public boolean isCancelled() {
        return ending != null;
    }

    /** Stops the training within one batch; the first reason counts. */
    synchronized void end(Ending reason) {
        if (ending == null) {
            ending = reason;
        }
    }

    @Nullable
    Ending ending() {
        return ending;
    }

    /** Training is over, however many epochs it had; what is left is measuring. */
    synchronized void trained(double seconds) {
        progress = 1;
        if (trainSeconds == 0) {
            trainSeconds = seconds;
        }
    }

    /** From now on the job's row belongs to the transaction that publishes its version and ends it. */
    void publishing() {
        publishing = true;
    }

    boolean isPublishing() {
        return publishing;
    }

    synchronized List<EpochFigures> figures() {
        return List.copyOf(figures);
    }

    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    synchronized double trainSeconds() {
        return trainSeconds;
    }

    synchronized JobProgress progress() {
        return new JobProgress(
                epoch,
                progress,
                secondsLeft(),
                trainSeconds,
                List.copyOf(figures.subList(written, figures.size())),
                List.copyOf(warnings),
                unwrittenTuning);
    }

    /** That progress is in the database now. */
    synchronized void written(JobProgress progressWritten) {
        written += progressWritten.unwritten().size();
        if (unwrittenTuning == progressWritten.tuning()) {
            unwrittenTuning = null;
        }
    }

    private void measureFromHere() {
        firstProgress = progress;
        firstMillis = clock.millis();
    }

    private @Nullable Double secondsLeft() {
        double gained = progress - firstProgress;
        return gained <= 0 ? null : (1 - progress) * (clock.millis() - firstMillis) / 1000 / gained;
    }

    /** Why a training is to stop before its end. */
    enum Ending {
        CANCELLED,
        SHUTDOWN,
        LOST
    }
}
