package dev.palate.model.promotion;

import dev.palate.core.evaluation.PairedTest.Lead;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a new version when its promotion is decided. All figures are of its own held-out users.
 *
 * @param metric such as {@code ndcg@100}
 * @param users the number of users that were measured
 * @param skipped the number of test users that could not be measured
 * @param sameForEverybody whether everybody gets nearly the same list
 * @param rival the version in service
 * @param obstacle why the data do not allow a comparison, if that is known
 */
record Evidence(
        String algorithm,
        String metric,
        int users,
        int skipped,
        Lead overPopularity,
        boolean sameForEverybody,
        Optional<Rival> rival,
        Optional<String> obstacle) {

    /**
     * The version in service.
     *
     * @param lead of the new version over it; null if it could not be loaded
     * @param favoured whether it may have been trained on the held-out users
     */
    record Rival(int version, @Nullable Lead lead, boolean favoured) {}
}
