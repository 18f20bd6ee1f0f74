package dev.palate.model.version;

import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.model.checkpoint.StoredCheckpoint;
import dev.palate.model.provenance.Provenance;
import dev.palate.model.quality.ModelScore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trained model. Only {@code active}, {@code score} and {@code warnings} ever change. The record has one component for each
 * field of the response.
 *
 * @param active whether it is the active version of its algorithm
 * @param checkpoint null if it is deleted, because newer versions exist
 * @param evaluation metrics of the model and of the baselines on held-out data
 * @param score the latest measurement, which decides the default model; null if the version was never measured
 * @param distinctLists the share of distinct lists among up to 200 users; null for a version of an earlier Palate
 * @param warnings what is wrong with the version, each with a call that gives a better one
 */
public record ModelVersion(
        String algorithm,
        int version,
        boolean active,
        Instant createdAt,
        @Nullable UUID jobId,
        Map<String, Object> hyperparameters,
        List<EpochFigures> epochs,
        EvaluationReport evaluation,
        @Nullable ModelScore score,
        @Nullable Double distinctLists,
        List<String> warnings,
        Provenance provenance,
        @Nullable StoredCheckpoint checkpoint) {

    /**
     * @throws DeletedCheckpointException if it is deleted
     */
    public StoredCheckpoint requireCheckpoint() {
        if (checkpoint == null) {
            throw new DeletedCheckpointException(algorithm, version);
        }
        return checkpoint;
    }
}
