package dev.palate.core.evaluation;

import java.util.List;

/**
 * A model beside the baselines under one protocol, on one split.
 *
 * @param protocol its {@link Protocol#id()}, or the name of a split of one's own
 * @param note in plain language, what the numbers mean and do not mean
 * @param k the cut-offs
 * @param threshold of relevance
 * @param splitSeed of the split and the bootstrap
 * @param trainUsers rows trained on
 * @param testUsers users measured
 * @param skippedUsers test users left out because nothing of theirs could be folded in or held out
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

    public ProtocolReport {
        k = List.copyOf(k);
        results = List.copyOf(results);
    }
}
