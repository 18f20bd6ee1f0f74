package dev.palate.model;

import org.jspecify.annotations.Nullable;

/**
 * The model that answers requests that name none. The record has one component for each field of the response.
 *
 * @param algorithm null if no version is active, so that popularity answers
 * @param version its active version
 * @param pinned whether a request chose it; otherwise it has the best score
 * @param reason why it answers
 */
public record DefaultModel(
        @Nullable String algorithm, @Nullable Integer version, boolean pinned, String reason) {}
