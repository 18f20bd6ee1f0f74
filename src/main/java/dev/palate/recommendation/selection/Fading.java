package dev.palate.recommendation.selection;

import dev.palate.core.matrix.IdIndex;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lowers the scores of items that were shown to a user often, but that the user never clicked or rated: by the standard deviation of
 * the user's scores for every {@value #SHOWN_PER_DEVIATION} times that the item was shown. Scores of different models have different
 * ranges, so a constant would not do.
 *
 * @param shown how often each of these items was shown, by id; the order does not depend on how the map was built
 */
public record Fading(SortedMap<String, Integer> shown) {

    public Fading {
        shown = Collections.unmodifiableSortedMap(new TreeMap<>(shown));
    }

    /** No item fades. */
    public static final Fading NONE = new Fading(new TreeMap<>());

    private static final int SHOWN_PER_DEVIATION = 10;

    /**
     * Lowers the scores in place.
     *
     * @param scores {@code [items]} from {@code offset}
     * @return by how much, by item index
     */
    Map<Integer, Float> apply(float[] scores, int offset, IdIndex items) {
        Map<Integer, Float> lowered = new HashMap<>();
        if (shown.isEmpty()) {
            return lowered;
        }
        double deviation = deviation(scores, offset, items.size());
        shown.forEach((id, times) -> {
            int index = items.indexOf(id);
            if (index != IdIndex.ABSENT) {
                float by = (float) (deviation * times / SHOWN_PER_DEVIATION);
                scores[offset + index] -= by;
                lowered.put(index, by);
            }
        });
        return lowered;
    }

    private static double deviation(float[] scores, int offset, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += scores[offset + i];
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double difference = scores[offset + i] - mean;
            squares += difference * difference;
        }
        return Math.sqrt(squares / count);
    }
}
