package dev.palate.model.quality;

import java.time.Instant;

/**
 * The latest measurement of a version on held-out users. Versions that were measured at the same time were measured on the same
 * users.
 *
 * @param metric such as {@code ndcg@100}
 * @param value of the version
 * @param popularity the value of popularity for the same users
 * @param users the number of users that were measured
 */
public record ModelScore(String metric, double value, double popularity, int users, Instant measuredAt) {

    /** Comparable between versions, because popularity ranks the items of all of them. */
    public double lead() {
        return value - popularity;
    }
}
