package dev.palate.core.metrics;

import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Ranking;

/**
 * One user's measures with binary relevance (Liang et al. 2018): the user's fold-in items are not in the ranking, and every
 * stored entry of the held-out vector is relevant, regardless of its value. All are in 0..1, and 0 if nothing is held out.
 */
public final class RankingMetrics {

    private RankingMetrics() {}

    /** Gain 1, discount 1/log2(rank+1), ideal cut at {@code min(k, |held-out|)}. */
    public static double ndcg(Ranking ranking, SparseVector heldOut, int k) {
        double gain = 0;
        for (int position = 0; position < Math.min(k, ranking.size()); position++) {
            if (heldOut.contains(ranking.item(position))) {
                gain += Discounts.at(position);
            }
        }
        return heldOut.isEmpty() ? 0 : gain / Discounts.sum(Math.min(k, heldOut.size()));
    }

    /** Hits over {@code min(k, |held-out|)}. */
    public static double recall(Ranking ranking, SparseVector heldOut, int k) {
        return heldOut.isEmpty() ? 0 : (double) hits(ranking, heldOut, k) / Math.min(k, heldOut.size());
    }

    /** 1 if one of the first {@code k} is relevant, else 0. */
    public static double hitRate(Ranking ranking, SparseVector heldOut, int k) {
        return hits(ranking, heldOut, k) > 0 ? 1 : 0;
    }

    /** Mean of the precisions at the ranks of the hits among the first {@code k}, over {@code min(k, |held-out|)}. */
    public static double averagePrecision(Ranking ranking, SparseVector heldOut, int k) {
        int hits = 0;
        double sum = 0;
        for (int position = 0; position < Math.min(k, ranking.size()); position++) {
            if (heldOut.contains(ranking.item(position))) {
                hits++;
                sum += (double) hits / (position + 1);
            }
        }
        return heldOut.isEmpty() ? 0 : sum / Math.min(k, heldOut.size());
    }

    /**
     * 1 over the rank of the first relevant item in the ranking of the whole catalogue without the fold-in.
     *
     * @param scores {@code [itemCount]} from {@code offset}
     */
    public static double reciprocalRank(
            float[] scores, int offset, int itemCount, SparseVector foldIn, SparseVector heldOut) {
        int best = -1;
        for (int k = 0; k < heldOut.size(); k++) {
            int item = heldOut.index(k);
            if (best < 0 || scores[offset + item] > scores[offset + best]) {
                best = item;
            }
        }
        if (best < 0) {
            return 0;
        }
        float score = scores[offset + best];
        int before = 0;
        for (int item = 0; item < itemCount; item++) {
            float other = scores[offset + item];
            if (other > score || (other == score && item < best)) {
                before++;
            }
        }
        for (int k = 0; k < foldIn.size(); k++) {
            int item = foldIn.index(k);
            float other = scores[offset + item];
            if (other > score || (other == score && item < best)) {
                before--;
            }
        }
        return 1.0 / (before + 1);
    }

    private static int hits(Ranking ranking, SparseVector heldOut, int k) {
        int hits = 0;
        for (int position = 0; position < Math.min(k, ranking.size()); position++) {
            if (heldOut.contains(ranking.item(position))) {
                hits++;
            }
        }
        return hits;
    }
}
