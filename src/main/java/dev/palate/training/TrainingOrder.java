package dev.palate.training;

import dev.palate.model.Promotion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job is to do, complete: nothing of it depends on defaults that may change later.
 *
 * @param hyperparameters all of them, as {@link dev.palate.core.hyperparameter.HyperparameterSchema#write} writes them
 * @param evaluation protocol, split and cut-offs, all of them, written likewise
 * @param seed of initial weights, shuffling, dropout and latent noise
 * @param warmStart the version whose weights to start from; null starts afresh
 */
public record TrainingOrder(
        JobKind kind,
        String algorithm,
        Map<String, Object> hyperparameters,
        Map<String, Object> evaluation,
        long seed,
        Promotion promote,
        @Nullable Integer warmStart) {}
