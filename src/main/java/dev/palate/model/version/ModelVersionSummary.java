package dev.palate.model.version;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version in a list. The record has one component for each field of the response.
 *
 * @param metric by which versions are compared, such as {@code strong-generalization ndcg@100}; null if the version was not measured
 * @param popularity value of the popularity baseline
 * @param checkpointBytes null if the checkpoint is deleted, because newer versions exist
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
        @Nullable Long checkpointBytes) {}
