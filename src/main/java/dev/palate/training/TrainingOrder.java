package dev.palate.training;

import dev.palate.core.tuning.TuningBudget;
import dev.palate.model.Promotion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job is to do, complete: nothing of it depends on defaults that may change later.
 *
 * @param hyperparameters all of them, as {@link dev.palate.core.hyperparameter.HyperparameterSchema#write} writes them
 * @param evaluation protocol, split and cut-offs, all of them, written likewise
 * @param seed of initial weights, shuffling, dropout and latent noise
 * @param budget of the search of a {@link JobKind#TUNE} job; null for other jobs
 * @param warmStart the version whose weights to start from; null starts afresh
 */
public record TrainingOrder(
        JobKind kind,
        String algorithm,
        Map<String, Object> hyperparameters,
        Map<String, Object> evaluation,
        long seed,
        Promotion promote,
        @Nullable Integer warmStart,
        @Nullable TuningBudget budget) {

    /** With the setting that a search found, once it has ended. */
    TrainingOrder with(JobTuning tuning) {
        Map<String, Object> found = tuning.hyperparameters();
        return found == null
                ? this
                : new TrainingOrder(kind, algorithm, found, evaluation, seed, promote, warmStart, budget);
    }
}
