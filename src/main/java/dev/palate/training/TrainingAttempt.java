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
        return data.digest().equals(row.dataDigest()) ? Optional.ofNullable(row.selection()) : Optional.empty();
    }
}
