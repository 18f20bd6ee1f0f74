package dev.palate.model.provenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The data that a version was trained on. Of a model that was published as a file, the counts are 0 and the rest is null if the file does
 * not say it.
 *
 * @param digest SHA-256 of ids and ratings: equal digests mean equal data
 * @param cutoff the time of the snapshot, which contains everything that was acknowledged earlier
 */
public record TrainingData(
        long ratingCount,
        int userCount,
        int itemCount,
        @JsonProperty("dataDigest") @Nullable String digest,
        @JsonProperty("dataCutoff") @Nullable Instant cutoff) {}
