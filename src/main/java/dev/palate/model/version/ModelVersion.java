package dev.palate.model.version;

import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.model.checkpoint.StoredCheckpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One trained model. All but {@code active} never changes.
 *
 * @param active whether it is the version in service
 * @param evaluation the model beside the baselines, on what was held out of its training
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
        StoredCheckpoint checkpoint) {}
