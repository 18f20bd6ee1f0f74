package dev.palate.model.version;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a version comes from.
 *
 * @param dataDigest of the training data, ids included
 * @param dataCutoff the time of the latest rating in it
 * @param request what the job was asked for: protocol, split, seed and so on
 * @param threads worker threads; they do not change the result
 * @param trainSeconds evaluation not counted
 * @param warmStartVersion the version that it started from, if any
 */
public record Provenance(
        long ratingCount,
        int userCount,
        int itemCount,
        String dataDigest,
        Instant dataCutoff,
        long seed,
        Map<String, Object> request,
        int threads,
        double trainSeconds,
        @Nullable Integer warmStartVersion,
        Platform platform) {}
