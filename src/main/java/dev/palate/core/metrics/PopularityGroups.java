package dev.palate.core.metrics;

import dev.palate.core.matrix.RatingMatrix;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Items in three groups by the number of training users that interacted with them. Each group has about a third of all interactions,
 * so the first one has few items and the last one many. Immutable.
 */
public final class PopularityGroups {

    /** The names of the groups, the most popular items first. */
    public static final List<String> NAMES = List.of("head", "middle", "tail");

    private final int[] groups;

    private PopularityGroups(int[] groups) {
        this.groups = groups;
    }

    /** The groups by the columns of {@code train}; items with equal numbers are in order of their index. */
    public static PopularityGroups of(RatingMatrix train) {
        int[] counts = train.columnCounts();
        int[] order = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingInt(item -> -counts[item]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] groups = new int[counts.length];
        long before = 0;
        for (int item : order) {
            groups[item] = counts[item] == 0
                    ? NAMES.size() - 1
                    : (int) (before * NAMES.size() / Math.max(1, (long) train.size()));
            before += counts[item];
        }
        return new PopularityGroups(groups);
    }

    /** The index of the item's group in {@link #NAMES}. */
    public int of(int item) {
        return groups[item];
    }
}
