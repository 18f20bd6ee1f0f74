package dev.palate.model.version;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version in a list.
 *
 * @param metric by which versions compare, such as {@code strong-generalization ndcg@100}; null where none was measured
 * @param popularity the same of the popularity baseline
 */
public record ModelVersionSummary(
        int version,
        boolean active,
        Instant createdAt,
        @Nullable UUID jobId,
        Map<String, Object> hyperparameters,
        @Nullable String metric,
        @Nullable Double value,
        @Nullable Double popularity,
        long checkpointBytes) {}
