package dev.palate.recommendation.selection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Bounds the share of new items: the first p places of a list have at most {@code floor(p * share)} of them, for every p, so that pages
 * are consistent. A new item whose place is refused waits for the next place that is not.
 */
final class NewItemShare {

    /** A share of 0.1 allows one of ten, although 10 * 0.1 could be less than 1 in floating point. */
    private static final double ROUNDING = 1e-9;

    private NewItemShare() {}

    /** How many of {@code places} can be those of new items. */
    static int most(int places, double share) {
        return (int) Math.floor(places * share + ROUNDING);
    }

    /** Both lists by descending score, as one; of equal scores the new item comes first. */
    static List<Candidate> merge(List<Candidate> known, List<Candidate> newItems) {
        List<Candidate> merged = new ArrayList<>(known.size() + newItems.size());
        int next = 0;
        for (Candidate candidate : known) {
            while (next < newItems.size() && newItems.get(next).score() >= candidate.score()) {
                merged.add(newItems.get(next++));
            }
            merged.add(candidate);
        }
        merged.addAll(newItems.subList(next, newItems.size()));
        return merged;
    }

    /** The first {@code n} places. */
    static List<Candidate> bound(List<Candidate> ordered, double share, int n) {
        Queue<Candidate> waiting = new ArrayDeque<>();
        List<Candidate> list = new ArrayList<>(Math.min(n, ordered.size()));
        int placed = 0;
        int next = 0;
        while (list.size() < n) {
            boolean allowed = placed < most(list.size() + 1, share);
            if (allowed && !waiting.isEmpty()) {
                list.add(waiting.remove());
                placed++;
            } else if (next == ordered.size()) {
                return list;
            } else {
                Candidate candidate = ordered.get(next++);
                if (candidate.isNew() && !allowed) {
                    waiting.add(candidate);
                } else {
                    list.add(candidate);
                    placed += candidate.isNew() ? 1 : 0;
                }
            }
        }
        return list;
    }
}
