package dev.palate.model.version;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * The data that a version was trained on.
 *
 * @param digest SHA-256 of ids and ratings: equal digests mean equal data
 * @param cutoff the time of the snapshot, which contains everything that was acknowledged earlier
 */
public record TrainingData(
        long ratingCount,
        int userCount,
        int itemCount,
        @JsonProperty("dataDigest") String digest,
        @JsonProperty("dataCutoff") Instant cutoff) {}
