package dev.palate.model.version;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.model.provenance.Provenance;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version before its publication: everything except its number and its checkpoint.
 *
 * @param trained the algorithm and the hyper-parameters that the model was trained with
 * @param distinctLists the share of distinct lists among up to 200 users
 * @param jobId the training job; null for a version without one
 */
public record NewVersion(
        Contender<?> trained,
        @Nullable UUID jobId,
        List<EpochFigures> epochs,
        EvaluationReport report,
        double distinctLists,
        Provenance provenance) {

    public String algorithm() {
        return trained.algorithm().name();
    }
}
