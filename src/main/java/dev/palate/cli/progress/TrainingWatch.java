package dev.palate.cli.progress;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingPart;
import dev.palate.core.training.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows the progress of one training, prints its warnings, and keeps its epochs. */
public final class TrainingWatch implements TrainingListener, AutoCloseable {

    private final String name;
    private int epochs;
    private final Optional<String> criterion;
    private final Progress progress;
    private final Progress.Phase phase;
    private final TrainingListener delegate;
    private final List<EpochReport> reports = new ArrayList<>();
    private double best = Double.NEGATIVE_INFINITY;
    private int bestEpoch;

    /** Begins with the training of {@code contender}. */
    public TrainingWatch(Contender<?> contender, Optional<EpochValidation> validation, Progress progress) {
        this(contender, validation, progress, SILENT);
    }

    /** @param delegate decides when the training ends */
    public TrainingWatch(
            Contender<?> contender,
            Optional<EpochValidation> validation,
            Progress progress,
            TrainingListener delegate) {
        this.name = contender.name();
        this.epochs = contender.epochs().orElse(0);
        this.criterion = validation.flatMap(EpochValidation::criterion);
        this.progress = progress;
        this.phase = progress.begin(name + ": training");
        this.delegate = delegate;
    }

    /** The epoch with the best validation, from 1; 0 if there were no epochs or no validation. */
    public int bestEpoch() {
        return bestEpoch;
    }

    /** All epochs so far. */
    public List<EpochReport> epochs() {
        return List.copyOf(reports);
    }

    @Override
    public void onBatch(int epoch, int batch, int batches) {
        double ofEpoch = (double) batch / batches;
        if (epochs == 0) {
            phase.update(name + ": training", ofEpoch);
            return;
        }
        String of = String.format(Locale.ROOT, "%s: epoch %d of at most %d%s", name, epoch, epochs, bestSoFar());
        phase.update(of, (epoch - 1 + ofEpoch) / epochs);
    }

    private String bestSoFar() {
        return bestEpoch == 0
                ? ""
                : String.format(Locale.ROOT, ", best %s %.4f in epoch %d", criterion.orElseThrow(), best, bestEpoch);
    }

    @Override
    public void onEpoch(EpochReport report, TrainingState state) {
        reports.add(report);
        epochs = report.epochs();
        double value = criterion
                .map(metric -> report.metrics().getOrDefault(metric, Double.NEGATIVE_INFINITY))
                .orElse(Double.NEGATIVE_INFINITY);
        if (value > best) {
            best = value;
            bestEpoch = report.epoch();
        }
        delegate.onEpoch(report, state);
    }

    @Override
    public void onPart(TrainingPart part, TrainingState state) {
        delegate.onPart(part, state);
    }

    @Override
    public void onWarning(String message) {
        progress.println(name + ": " + message);
        delegate.onWarning(message);
    }

    @Override
    public boolean isCancelled() {
        return delegate.isCancelled();
    }

    @Override
    public boolean isTimeOver() {
        return delegate.isTimeOver();
    }

    @Override
    public void close() {
        phase.close();
    }
}
