package dev.palate.model.version;

import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a version was trained.
 *
 * @param threads worker threads; they do not change the result
 * @param trainSeconds without the time of evaluations
 * @param warmStartVersion the version whose weights were the initial weights, if any
 */
public record TrainingConditions(
        long seed,
        int threads,
        double trainSeconds,
        @Nullable Integer warmStartVersion) {}
