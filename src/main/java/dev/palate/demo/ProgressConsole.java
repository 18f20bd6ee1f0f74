package dev.palate.demo;

import dev.palate.job.JobState;
import dev.palate.training.TrainingJob;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows the progress of training jobs. A terminal gets a progress bar for one job after the other; a file or a dumb terminal
 * gets a line for each tenth of a job.
 */
final class ProgressConsole {

    private static final int WIDTH = 79;
    private static final int PERCENT = 100;
    private static final int UPDATE_MILLIS = 200;
    private static final int STEPS = 10;

    private final PrintStream out;
    private final boolean terminal;
    private final Set<UUID> ended = new HashSet<>();
    private final Map<UUID, ProgressBar> bars = new HashMap<>();
    private final Map<UUID, Integer> steps = new HashMap<>();

    ProgressConsole(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param jobs in the order in which they are expected to end */
    void show(List<TrainingJob> jobs) {
        for (TrainingJob job : jobs) {
            if (ended.contains(job.id())) {
                continue;
            }
            if (terminal) {
                updateBar(job);
            } else {
                printStep(job);
            }
            if (job.state().isFinal()) {
                ended.add(job.id());
            } else if (terminal) {
                return;
            }
        }
    }

    private void updateBar(TrainingJob job) {
        ProgressBar bar = bars.computeIfAbsent(
                job.id(),
                id -> new ProgressBarBuilder()
                        .setTaskName("%-7s".formatted(job.algorithm()))
                        .setInitialMax(PERCENT)
                        .setUpdateIntervalMillis(UPDATE_MILLIS)
                        .setStyle(ProgressBarStyle.ASCII)
                        .hideEta()
                        .setConsumer(new OpenLine(out))
                        .build());
        bar.setExtraMessage(remark(job));
        bar.stepTo(job.state() == JobState.SUCCEEDED ? PERCENT : (long) (job.progress() * PERCENT));
        if (job.state().isFinal()) {
            bar.close();
            out.println();
        }
    }

    private void printStep(TrainingJob job) {
        int step = (int) (job.progress() * STEPS);
        Integer previous = steps.put(job.id(), step);
        if (previous == null || step > previous || job.state().isFinal()) {
            out.printf("%s: %s%n", job.algorithm(), remark(job));
        }
    }

    private static String remark(TrainingJob job) {
        Object epochs = job.hyperparameters().get("epochs");
        return switch (job.state()) {
            case QUEUED -> "queued";
            case RUNNING ->
                job.progress() >= 1 ? "evaluation" : "epoch " + job.epoch() + (epochs == null ? "" : "/" + epochs);
            case SUCCEEDED, SUCCEEDED_WITH_WARNINGS ->
                String.format(Locale.ROOT, "version %s, %.1f s of training", job.version(), job.trainSeconds());
            case FAILED -> "failed: " + job.failure();
            case CANCELLED -> "cancelled";
        };
    }

    /** Leaves the line open: the library ends it only if its own thread has drawn the bar before. */
    private static final class OpenLine extends ConsoleProgressBarConsumer {

        OpenLine(PrintStream out) {
            super(out, WIDTH);
        }

        @Override
        public void close() {
            // the console ends the line
        }
    }
}
