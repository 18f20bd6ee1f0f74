package dev.palate.model.version;

import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.model.checkpoint.StoredCheckpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trained model. Only {@code active} ever changes. The record has one component for each field of the response.
 *
 * @param active whether it is the active version of its algorithm
 * @param checkpoint null if it is deleted, because newer versions exist
 * @param evaluation metrics of the model and of the baselines on held-out data
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
