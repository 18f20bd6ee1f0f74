package dev.palate.core.evaluation;

import java.util.List;

/**
 * The results of a model and of the baselines under one protocol, on one split.
 *
 * @param protocol its {@link Protocol#id()}, or the name of a split that the caller supplied
 * @param note explains in plain language what the numbers mean and what they do not mean
 * @param k the cut-offs
 * @param threshold the least rating that is relevant
 * @param splitSeed seed of the split and the bootstrap
 * @param trainUsers number of rows that the model was trained on
 * @param testUsers number of users that were measured
 * @param skippedUsers number of test users left out because none of their ratings could be folded in or held out
 * @param results the model first, then the baselines
 */
public record ProtocolReport(
        String protocol,
        String note,
        List<Integer> k,
        double threshold,
        long splitSeed,
        int trainUsers,
        int testUsers,
        int skippedUsers,
        List<AlgorithmResult> results) {

    /** How many users were trained on, measured and left out. */
    record Users(int train, int test, int skipped) {}

    static ProtocolReport of(
            String protocol, String note, EvaluationSettings settings, Users users, List<AlgorithmResult> results) {
        return new ProtocolReport(
                protocol,
                note,
                settings.k(),
                settings.threshold(),
                settings.splitSeed(),
                users.train,
                users.test,
                users.skipped,
                results);
    }

    /** The same report with other results. */
    public ProtocolReport withResults(List<AlgorithmResult> newResults) {
        return new ProtocolReport(
                protocol, note, k, threshold, splitSeed, trainUsers, testUsers, skippedUsers, newResults);
    }

    public ProtocolReport {
        k = List.copyOf(k);
        results = List.copyOf(results);
    }
}
