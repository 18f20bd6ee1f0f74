package dev.palate.demo;

import dev.palate.training.JobState;
import dev.palate.training.TrainingJob;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Shows how training jobs go on. A terminal gets one line that is written over until its job has ended; a file or a dumb
 * terminal gets a new line for each tenth.
 */
final class ProgressConsole {

    private static final int STEPS = 10;
    private static final int ENDED = STEPS + 1;

    private final PrintStream out;
    private final boolean terminal;
    /** The step up to which each job was shown, for the last time at {@link #ENDED}. */
    private final Map<UUID, Integer> shown = new HashMap<>();

    private int lineLength;

    ProgressConsole(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param jobs in the order in which they are to end */
    void show(List<TrainingJob> jobs) {
        for (TrainingJob job : jobs) {
            int step = job.state().isFinal() ? ENDED : (int) (job.progress() * STEPS);
            Integer before = shown.put(job.id(), step);
            boolean changed = before == null || step > before;
            if (terminal && step < ENDED) {
                rewrite(line(job));
                return;
            }
            if (changed) {
                rewrite(line(job));
                out.println();
                lineLength = 0;
            }
        }
    }

    private void rewrite(String line) {
        out.print((terminal ? "\r" : "") + TextColumns.fit(line, Math.max(line.length(), lineLength)));
        out.flush();
        lineLength = terminal ? line.length() : 0;
    }

    private static String line(TrainingJob job) {
        return ProgressBar.of(job.algorithm(), job.state() == JobState.SUCCEEDED ? 1 : job.progress(), remark(job));
    }

    private static String remark(TrainingJob job) {
        Object epochs = job.hyperparameters().get("epochs");
        return switch (job.state()) {
            case QUEUED -> "waits";
            case RUNNING ->
                job.progress() >= 1
                        ? "measures what it has learned"
                        : "epoch " + job.epoch() + (epochs == null ? "" : "/" + epochs);
            case SUCCEEDED ->
                String.format(Locale.ROOT, "version %s, %.1f s of training", job.version(), job.trainSeconds());
            case FAILED -> "failed: " + job.failure();
            case CANCELLED -> "cancelled";
        };
    }
}
