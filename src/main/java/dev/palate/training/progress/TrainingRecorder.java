package dev.palate.training.progress;

import dev.palate.core.training.DeviceReport;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingPart;
import dev.palate.core.training.TrainingState;
import dev.palate.core.tuning.TuningListener;
import dev.palate.core.tuning.TuningTrial;
import dev.palate.model.version.EpochFigures;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records the progress of a running attempt in memory, so that the training thread does not wait for the database. Only the
 * states to resume from are written on the training thread.
 */
public abstract class TrainingRecorder implements TrainingListener, TuningListener {

    private final Clock clock;
    private TrainingLength length;
    private final List<TuningTrial> trials = new ArrayList<>();
    private final List<EpochFigures> figures = new ArrayList<>();
    private int written;
    private @Nullable Integer restartedAfter;
    private @Nullable TuningProgress unwrittenTuning;
    private int epoch;
    private double progress;
    private double trainSeconds;
    private double firstProgress;
    private long firstMillis;
    private @Nullable DeviceReport device;

    protected TrainingRecorder(Clock clock, TrainingLength length) {
        this.clock = clock;
        this.length = length;
        this.firstMillis = clock.millis();
    }

    /** Takes over the epochs of an earlier attempt, after which this one continues. */
    public synchronized void resume(List<EpochFigures> earlier) {
        figures.addAll(earlier);
        written = figures.size();
        if (!earlier.isEmpty()) {
            continueAfterFigures();
        }
        measureFromHere();
    }

    /** The training continues after an epoch, perhaps on other data: the figures of later epochs are not part of it. */
    public synchronized void restart(int lastEpoch) {
        figures.removeIf(later -> later.epoch() > lastEpoch);
        written = Math.min(written, figures.size());
        restartedAfter = lastEpoch;
        continueAfterFigures();
        measureFromHere();
    }

    private void continueAfterFigures() {
        EpochFigures last = figures.isEmpty() ? null : figures.get(figures.size() - 1);
        epoch = last == null ? 0 : last.epoch();
        trainSeconds = last == null ? 0 : last.trainSeconds();
        progress = length.trained(epoch);
    }

    /** The search begins; an earlier attempt may have begun it before. */
    public synchronized void searching() {
        unwrittenTuning = TuningProgress.running(List.of());
    }

    /** The search has ended, in this attempt or an earlier one. One training remains, whose pace is not known yet. */
    public synchronized void searched(TuningProgress found) {
        unwrittenTuning = found;
        progress = Math.max(progress, length.searched(1));
        measureFromHere();
    }

    /**
     * The selection has ended, in this attempt or an earlier one; the training of its winner remains.
     *
     * @param epochs of that training
     * @param share of the budget that is spent
     */
    public synchronized void selected(int epochs, double share) {
        length = new TrainingLength(epochs, share);
        progress = length.trained(epoch);
        measureFromHere();
    }

    @Override
    public synchronized void onProgress(double share) {
        progress = length.searched(share);
    }

    @Override
    public synchronized void onTrial(TuningTrial trial) {
        trials.add(trial);
        unwrittenTuning = TuningProgress.running(trials);
    }

    @Override
    public synchronized void onBatch(int runningEpoch, int batch, int batches) {
        progress = length.trained(runningEpoch - 1 + (double) batch / Math.max(batches, 1));
    }

    @Override
    public void onEpoch(EpochReport report, TrainingState state) {
        onEpochEnd(record(report), state);
    }

    /** Records an epoch that has ended. */
    protected synchronized Epoch record(EpochReport report) {
        double seconds = report.trainSeconds() - trainSeconds;
        trainSeconds = report.trainSeconds();
        device = report.device();
        EpochFigures ended = new EpochFigures(
                report.epoch(), report.trainLoss(), trainSeconds, report.examplesPerSecond(), report.metrics());
        figures.add(ended);
        epoch = report.epoch();
        progress = length.trained(epoch);
        return new Epoch(ended, Math.max(seconds, 0), report.device());
    }

    /** Takes over the parts of an earlier attempt: {@code share} of the training is done. */
    public synchronized void resume(double share) {
        progress = Math.max(progress, share);
        measureFromHere();
    }

    @Override
    public void onPart(TrainingPart part, TrainingState state) {
        synchronized (this) {
            trainSeconds = part.trainSeconds();
        }
        onPartEnd(part, state);
    }

    @Override
    public abstract boolean isCancelled();

    /** An epoch that ended, its duration without evaluation, and the device that trained it. */
    protected record Epoch(EpochFigures figures, double seconds, DeviceReport device) {}

    /** Called on the training thread, which must not continue before the state is written. */
    protected abstract void onEpochEnd(Epoch ended, TrainingState state);

    /** Called on the training thread, as {@link #onEpochEnd}. */
    protected abstract void onPartEnd(TrainingPart ended, TrainingState state);

    /** The training has ended, whatever its number of epochs; only the evaluation remains. */
    public synchronized void trained(double seconds) {
        progress = 1;
        if (figures.isEmpty()) {
            // A training in parts that was interrupted has counted the time of the earlier attempts.
            trainSeconds = Math.max(trainSeconds, seconds);
        }
    }

    public synchronized List<EpochFigures> figures() {
        return List.copyOf(figures);
    }

    public synchronized double trainSeconds() {
        return trainSeconds;
    }

    /** The device that trained the latest epoch; null before the first epoch and for models without epochs. */
    public synchronized @Nullable DeviceReport device() {
        return device;
    }

    public synchronized TrainingProgress progress() {
        return new TrainingProgress(
                epoch,
                progress,
                secondsLeft(),
                trainSeconds,
                device,
                restartedAfter,
                List.copyOf(figures.subList(written, figures.size())),
                unwrittenTuning);
    }

    /** {@code progressWritten} is in the database now. */
    @SuppressWarnings("ReferenceEquality") // newer progress of the search is another object
    public synchronized void written(TrainingProgress progressWritten) {
        for (EpochFigures epochWritten : progressWritten.unwritten()) {
            // The training may have restarted meanwhile.
            if (written < figures.size() && figures.get(written).equals(epochWritten)) {
                written++;
            }
        }
        if (Objects.equals(restartedAfter, progressWritten.restartedAfter())) {
            restartedAfter = null;
        }
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
}
