package dev.palate.training;

import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.memory.MemoryGuard;
import dev.palate.job.Attempt;
import dev.palate.rating.training.TrainingSet;
import dev.palate.training.AttemptRecorders.AttemptRecorder;
import java.util.Optional;

/**
 * An attempt of a training job with its data.
 *
 * @param row as earlier attempts left it
 * @param memory that this attempt has reserved, and others have not
 */
record TrainingAttempt(
        Attempt attempt, TrainingRow row, TrainingSet data, AttemptRecorder recorder, MemoryGuard memory) {

    /** The selection of an earlier attempt on the same data. */
    Optional<SelectionReport> earlierSelection() {
        return isOnTheSameData() ? Optional.ofNullable(row.selection()) : Optional.empty();
    }

    /**
     * Seconds of a budget that earlier attempts on the same data spent, what they did not finish included.
     *
     * @param total seconds of the budget, whose elapsed share is the progress of a selection
     */
    double secondsSpent(double total) {
        Optional<SelectionReport> selection = earlierSelection();
        double reported = selection.map(SelectionReport::seconds).orElse(0.0);
        if (selection.flatMap(SelectionReport::winner).isPresent()) {
            return reported + recorder.trainSeconds();
        }
        return isOnTheSameData() ? Math.max(reported, row.progress() * total) : 0;
    }

    private boolean isOnTheSameData() {
        return data.digest().equals(row.dataDigest());
    }
}
