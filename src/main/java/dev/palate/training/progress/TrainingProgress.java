package dev.palate.training.progress;

import dev.palate.core.training.DeviceReport;
import dev.palate.model.version.EpochFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of an attempt.
 *
 * @param device the device that trained the latest epoch; null before the first epoch and for models without epochs
 * @param restartedAfter the epoch after which the training has continued, if later epochs of an earlier attempt may still be in the database
 * @param unwritten epochs that may not be in the database yet, ascending
 * @param tuning the search, if its latest state may not be in the database yet
 */
public record TrainingProgress(
        int epoch,
        double progress,
        @Nullable Double secondsLeft,
        double trainSeconds,
        @Nullable DeviceReport device,
        @Nullable Integer restartedAfter,
        List<EpochFigures> unwritten,
        @Nullable TuningProgress tuning) {}
