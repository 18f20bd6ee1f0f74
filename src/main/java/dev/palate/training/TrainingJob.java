package dev.palate.training;

import dev.palate.model.version.EpochFigures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands.
 *
 * @param epoch the last one that ended
 * @param progress of the search, if there is one, and of training, 0 to 1; at 1 a running job is measuring
 * @param secondsLeft of both, estimated; null when it cannot be known
 * @param trainSeconds evaluation not counted
 * @param version that the job published; null before
 * @param promotion why that version came into service, or why not
 * @param warnings also of failed attempts and interruptions, in order
 * @param starts how often it was started; more than 1 after an interruption
 * @param tuning what the search of a TUNE job has found so far; null before it began and for other jobs
 * @param resumedFromEpoch the saved epoch that the last start went on from; null if it began at the beginning
 */
public record TrainingJob(
        UUID id,
        JobKind kind,
        String algorithm,
        JobState state,
        int epoch,
        double progress,
        @Nullable Double secondsLeft,
        double trainSeconds,
        Map<String, Object> hyperparameters,
        Map<String, Object> evaluation,
        long seed,
        String promote,
        @Nullable Integer warmStart,
        List<EpochFigures> epochs,
        @Nullable Integer version,
        @Nullable String promotion,
        @Nullable String failure,
        List<String> warnings,
        int starts,
        @Nullable Integer resumedFromEpoch,
        boolean cancelRequested,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable JobTuning tuning) {}
