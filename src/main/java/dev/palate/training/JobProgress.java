package dev.palate.training;

import dev.palate.model.version.EpochFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a start is.
 *
 * @param unwritten epochs that may not be in the database yet, ascending
 * @param warnings all of the job
 * @param tuning of the search, if it may not be in the database yet
 */
record JobProgress(
        int epoch,
        double progress,
        @Nullable Double secondsLeft,
        double trainSeconds,
        List<EpochFigures> unwritten,
        List<String> warnings,
        @Nullable JobTuning tuning) {}
