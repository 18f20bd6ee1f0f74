package dev.palate.model.version;

import dev.palate.core.evaluation.EvaluationReport;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version about to be published: all but its number and its checkpoint.
 *
 * @param hyperparameters as {@link dev.palate.core.hyperparameter.HyperparameterSchema#write} writes them
 */
public record NewVersion(
        String algorithm,
        @Nullable UUID jobId,
        Map<String, Object> hyperparameters,
        List<EpochFigures> epochs,
        EvaluationReport report,
        Provenance provenance) {}
