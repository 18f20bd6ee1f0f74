package dev.palate.recommendation.selection;

import dev.palate.catalogue.rule.Factors;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Weighs the scores of one user's candidates with factors. A factor of 2 means:
 *
 * <ul>
 *   <li>of a network whose scores are logits: the item is twice as probable, compared with items without a factor: {@code score + ln 2}
 *   <li>of any other source: the score is twice as far above that of the lowest candidate: {@code lowest + 2 (score - lowest)}
 * </ul>
 *
 * Both are strictly increasing in the score, and equal weighed scores are ordered by the scores: the order within equal factors
 * never changes.
 */
final class Boosting {

    private final Factors factors;
    private final boolean logits;
    private final double lowest;

    /** @param lowest the lowest score of a candidate; not used for logits */
    private Boosting(Factors factors, boolean logits, double lowest) {
        this.factors = factors;
        this.logits = logits;
        this.lowest = lowest;
    }

    /**
     * @param scores {@code [items]} from {@code offset}
     * @param candidate whether an item is one
     */
    static Boosting of(
            Factors factors, boolean logits, float[] scores, int offset, IntStream items, IntPredicate candidate) {
        double lowest = logits
                ? 0
                : items.filter(candidate)
                        .mapToDouble(item -> scores[offset + item])
                        .filter(Double::isFinite)
                        .min()
                        .orElse(0);
        return new Boosting(factors, logits, lowest);
    }

    /** An item of a ranking. */
    record Weighed(int item, float score, double weighed) {

        private static final Comparator<Weighed> BEST_FIRST = Comparator.comparingDouble(Weighed::weighed)
                .reversed()
                .thenComparing(Comparator.comparingDouble(Weighed::score).reversed())
                .thenComparingInt(Weighed::item);
    }

    /**
     * The best {@code n} items by their weighed scores.
     *
     * @param position of an item in the catalogue
     */
    List<Weighed> best(
            float[] scores, int offset, IntStream items, IntPredicate candidate, IntUnaryOperator position, int n) {
        PriorityQueue<Weighed> best = new PriorityQueue<>(Weighed.BEST_FIRST.reversed());
        items.filter(item -> !Float.isNaN(scores[offset + item]) && candidate.test(item))
                .forEach(item -> {
                    float score = scores[offset + item];
                    best.add(new Weighed(item, score, weighed(score, position.applyAsInt(item))));
                    if (best.size() > n) {
                        best.remove();
                    }
                });
        return best.stream().sorted(Weighed.BEST_FIRST).toList();
    }

    /** A candidate with its weighed score. */
    Candidate apply(Candidate candidate, int position) {
        return candidate.boosted((float) weighed(candidate.score(), position), factors.of(position));
    }

    private double weighed(float score, int position) {
        double factor = factors.of(position);
        return logits ? score + Math.log(factor) : lowest + factor * (score - lowest);
    }
}
