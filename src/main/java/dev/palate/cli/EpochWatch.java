package dev.palate.cli;

import dev.palate.core.training.EpochReport;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingState;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Prints the warnings of a training and remembers the epoch with the best validation. */
final class EpochWatch implements TrainingListener {

    private final String name;
    private final Optional<String> criterion;
    private final PrintWriter progress;
    private double best = Double.NEGATIVE_INFINITY;
    private int epoch;

    EpochWatch(String name, Optional<EpochValidation> validation, PrintWriter progress) {
        this.name = name;
        this.criterion = validation.flatMap(EpochValidation::criterion);
        this.progress = progress;
    }

    /** From 1; 0 if there were no epochs or no validation. */
    int epoch() {
        return epoch;
    }

    @Override
    public void onEpoch(EpochReport report, TrainingState state) {
        double value = criterion
                .map(metric -> report.metrics().getOrDefault(metric, Double.NEGATIVE_INFINITY))
                .orElse(Double.NEGATIVE_INFINITY);
        if (value > best) {
            best = value;
            epoch = report.epoch();
        }
    }

    @Override
    public void onWarning(String message) {
        progress.printf(Locale.ROOT, "%s: %s%n", name, message);
    }
}
