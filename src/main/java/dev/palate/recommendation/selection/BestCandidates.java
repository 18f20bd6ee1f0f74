package dev.palate.recommendation.selection;

import dev.palate.core.model.TopN;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Selects at least a given number of the best candidates of a large catalogue, in no order, with few questions about single items. */
final class BestCandidates {

    private static final int SAMPLE = 4096;

    /** So many times the wanted number are above the threshold, because the sample is small and not all of them are candidates. */
    private static final double SURPLUS = 1.5;

    private BestCandidates() {}

    /**
     * The indexes of all candidates above a threshold, which a sample of the scores sets, or exactly the {@code wanted} best ones if these
     * are fewer.
     *
     * @param scores {@code [items]} from {@code offset}
     */
    static int[] of(float[] scores, int offset, int items, int wanted, IntPredicate candidate) {
        float limit = limit(scores, offset, items, wanted);
        int[] found = new int[2 * wanted];
        int size = 0;
        for (int item = 0; item < items; item++) {
            if (scores[offset + item] > limit && candidate.test(item)) {
                if (size == found.length) {
                    found = Arrays.copyOf(found, 2 * size);
                }
                found[size++] = item;
            }
        }
        return size >= wanted
                ? Arrays.copyOf(found, size)
                : TopN.select(scores, offset, items, wanted, candidate).items();
    }

    private static float limit(float[] scores, int offset, int items, int wanted) {
        int count = Math.min(SAMPLE, items);
        float[] sample = new float[count];
        for (int at = 0; at < count; at++) {
            float score = scores[offset + (int) ((long) at * items / count)];
            sample[at] = Float.isNaN(score) ? Float.NEGATIVE_INFINITY : score;
        }
        Arrays.sort(sample);
        return sample[Math.max(0, count - 1 - (int) (SURPLUS * wanted * count / items))];
    }
}
