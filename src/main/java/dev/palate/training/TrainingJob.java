package dev.palate.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.training.DeviceReport;
import dev.palate.job.Job;
import dev.palate.job.JobState;
import dev.palate.model.promotion.Promotion;
import dev.palate.model.version.EpochFigures;
import dev.palate.training.order.Engine;
import dev.palate.training.order.SettingsJson;
import dev.palate.training.order.TrainingKind;
import dev.palate.training.progress.TuningProgress;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A training job as clients see it: the fields of the JSON, hence their number.
 *
 * @param epoch the last one that ended
 * @param progress of search and training together, 0 to 1; at 1 a running job is being evaluated
 * @param secondsLeft of both, estimated; null when it cannot be known
 * @param trainSeconds evaluation not counted
 * @param device the device that trained the latest epoch, its memory and its time per step; null before the first epoch and for
 *     models without epochs
 * @param version that the job published; null before
 * @param promotion why that version was activated, or why not
 * @param warnings of all attempts, in order
 * @param attempts how many there were; more than 1 after an interruption
 * @param resumedFromEpoch the saved epoch, or part of a training without epochs, after which the last attempt continued; null if it started from the beginning
 * @param tuning the search of a TUNE job so far; null before it began and for other jobs
 * @param selection the contenders of an automatic training so far; the chosen one names the algorithm of the version. Null before
 *     the first and for other jobs
 * @param startedBy {@code policy} for the training policy, {@code request} for everything else
 * @param reason why the training policy started the job; null for other jobs
 * @param engine what trains the model; null for a PUBLISH job, whose model is trained already
 */
public record TrainingJob(
        UUID id,
        TrainingKind kind,
        String algorithm,
        JobState state,
        int epoch,
        double progress,
        @Nullable Double secondsLeft,
        double trainSeconds,
        @Nullable DeviceReport device,
        @Schema(implementation = Map.class) JsonNode hyperparameters,
        @Schema(implementation = Map.class) JsonNode evaluation,
        long seed,
        String promote,
        @Nullable Integer warmStart,
        List<EpochFigures> epochs,
        @Nullable Integer version,
        @Nullable String promotion,
        @Nullable String failure,
        List<String> warnings,
        @JsonProperty("starts") int attempts,
        @Nullable Integer resumedFromEpoch,
        boolean cancelRequested,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable TuningProgress tuning,
        @Nullable SelectionReport selection,

        @Schema(allowableValues = {"request", "policy"}) String startedBy,

        @Nullable String reason,

        @Schema(allowableValues = {"palate", "spark"}) @Nullable
        String engine) {

    /** Reads the order as it is stored, so that orders of earlier versions of Palate stay readable. */
    static TrainingJob of(Job job, TrainingRow row, List<EpochFigures> epochs) {
        JsonNode order = row.order();
        TuningProgress tuning = row.tuning();
        SelectionReport selection = row.selection();
        return new TrainingJob(
                job.id(),
                TrainingKind.valueOf(order.path("kind").asString(TrainingKind.TRAIN.name())),
                order.path("algorithm").asString(),
                job.state(),
                row.epoch(),
                row.progress(),
                job.state() == JobState.RUNNING ? row.secondsLeft() : null,
                row.trainSeconds(),
                row.device(),
                hyperparameters(order, tuning, selection),
                order.path("evaluation"),
                order.path("seed").asLong(0),
                Promotion.valueOf(order.path("promote").asString(Promotion.IF_BETTER.name()))
                        .id(),
                order.hasNonNull("warmStart") ? order.get("warmStart").asInt() : null,
                epochs,
                row.version(),
                row.promotion(),
                job.failure(),
                job.warnings(),
                job.attempt(),
                row.resumedEpoch(),
                job.cancelRequested(),
                job.submittedAt(),
                job.startedAt(),
                job.endedAt(),
                tuning,
                selection,
                row.reason() == null ? "request" : "policy",
                row.reason(),
                engine(order));
    }

    private static @Nullable String engine(JsonNode order) {
        return order.path("kind").asString("").equals(TrainingKind.PUBLISH.name())
                ? null
                : Engine.valueOf(order.path("engine").asString(Engine.PALATE.name()))
                        .id();
    }

    /** Those that were found (of a selection: of the chosen contender, for all its epochs), or those of the order. */
    private static JsonNode hyperparameters(
            JsonNode order, @Nullable TuningProgress tuning, @Nullable SelectionReport selection) {
        if (selection != null && selection.winner().isPresent()) {
            return SettingsJson.plain(selection.winner().get().hyperparameters());
        }
        JsonNode found = tuning == null ? null : tuning.hyperparameters();
        return found == null ? order.path("hyperparameters") : found;
    }
}
