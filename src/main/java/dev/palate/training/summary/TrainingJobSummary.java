package dev.palate.training.summary;

import dev.palate.job.Job;
import dev.palate.job.JobState;
import dev.palate.model.version.EpochFigures;
import dev.palate.training.order.TrainingKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A training job in a list: the fields of the JSON, hence their number.
 *
 * @param chosen the algorithm that an automatic training chose; null before the choice and for other jobs
 * @param progress of search and training together, 0 to 1; at 1 a running job is being evaluated
 * @param secondsLeft of both, estimated; null when it cannot be known
 * @param epoch the last one that ended
 * @param plannedEpochs the largest number of epochs; null if the algorithm has none or is not chosen yet
 * @param trainSeconds evaluation not counted
 * @param protocol by which the figures are measured; figures of two protocols are not comparable. Null if the file of a
 *     PUBLISH job declares none, or is not read yet
 * @param latest the figures of the newest epoch; null before the first
 * @param curve the main metric over the epochs; null before the first
 * @param trials the number of trainings of the search so far
 * @param version that the job published; null before
 * @param promotion why that version was activated, or why not
 * @param startedBy {@code policy} for the training policy, {@code request} for everything else
 * @param reason why the training policy started the job; null for other jobs
 */
public record TrainingJobSummary(
        UUID id,
        TrainingKind kind,
        String algorithm,
        @Nullable String chosen,
        JobState state,
        double progress,
        @Nullable Double secondsLeft,
        int epoch,
        @Nullable Integer plannedEpochs,
        double trainSeconds,
        @Nullable String protocol,
        @Nullable EpochFigures latest,
        @Nullable LearningCurve curve,
        int trials,
        @Nullable Integer version,
        @Nullable String promotion,
        @Nullable String failure,
        List<String> warnings,
        boolean cancelRequested,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,

        @Schema(allowableValues = {"request", "policy"}) String startedBy,

        @Nullable String reason) {

    /**
     * The columns that a training adds to a job.
     *
     * @param chosen null before the choice of an automatic training and for other jobs
     */
    record Row(
            UUID job,
            String kind,
            String algorithm,
            @Nullable String chosen,
            int epoch,
            @Nullable Integer plannedEpochs,
            double progress,
            @Nullable Double secondsLeft,
            double trainSeconds,
            @Nullable String protocol,
            int trials,
            @Nullable Integer version,
            @Nullable String promotion,
            @Nullable String reason) {}

    /** The epochs of a job that a list shows. */
    record Epochs(EpochFigures latest, LearningCurve curve) {}

    static TrainingJobSummary of(Job job, Row row, @Nullable Epochs epochs) {
        return new TrainingJobSummary(
                job.id(),
                TrainingKind.valueOf(row.kind()),
                row.algorithm(),
                row.chosen(),
                job.state(),
                row.progress(),
                job.state() == JobState.RUNNING ? row.secondsLeft() : null,
                row.epoch(),
                row.plannedEpochs(),
                row.trainSeconds(),
                row.protocol(),
                epochs == null ? null : epochs.latest(),
                epochs == null ? null : epochs.curve(),
                row.trials(),
                row.version(),
                row.promotion(),
                job.failure(),
                job.warnings(),
                job.cancelRequested(),
                job.submittedAt(),
                job.startedAt(),
                job.endedAt(),
                row.reason() == null ? "request" : "policy",
                row.reason());
    }
}
