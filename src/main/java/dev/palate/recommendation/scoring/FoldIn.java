package dev.palate.recommendation.scoring;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.rating.history.Preference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One user's preferences by the item indexes of a score source.
 *
 * @param known the preferences for items that the source knows, as the source uses them
 * @param interactions those of them that come from interactions, by item index
 * @param seen the items that are not recommended again, as a vector without meaningful values
 * @param unknown the ids of items with a preference that the source does not know
 * @param unknownSeen the ids of items that the source does not know and that are not recommended again
 */
public record FoldIn(
        SparseVector known,
        Map<Integer, Preference> interactions,
        SparseVector seen,
        List<String> unknown,
        Set<String> unknownSeen) {

    /**
     * @param preferences no item twice
     * @param excluded ids of items that are not recommended again, in addition to the rated ones
     * @param least the least preference that the source uses. If a user has none, positive interactions are used as if they were as
     *     high: a user with views alone, or whose purchases have decayed, has tastes all the same
     * @param ranked whether the known preferences get recency ranks by their times
     */
    static FoldIn of(List<Preference> preferences, List<String> excluded, IdIndex items, float least, boolean ranked) {
        Entries known = new Entries(preferences.size(), ranked);
        Map<Integer, Preference> interactions = new HashMap<>();
        List<String> unknown = new ArrayList<>(0);
        Set<String> unknownSeen = new HashSet<>(0);
        for (Preference preference : preferences) {
            int index = items.indexOf(preference.itemId());
            if (index == IdIndex.ABSENT) {
                unknown.add(preference.itemId());
                if (preference.isRating()) {
                    unknownSeen.add(preference.itemId());
                }
                continue;
            }
            known.add(index, preference);
            if (!preference.isRating()) {
                interactions.put(index, preference);
            }
        }
        excluded.stream().filter(id -> items.indexOf(id) == IdIndex.ABSENT).forEach(unknownSeen::add);
        if (known.areBelow(least)) {
            known.raise(index -> isPositive(interactions.get(index)), least);
        }
        SparseVector vector = known.vector();
        SparseVector seen = excluded.isEmpty() && interactions.isEmpty()
                ? vector
                : seen(vector, interactions.keySet(), excluded, items);
        return new FoldIn(vector, Map.copyOf(interactions), seen, List.copyOf(unknown), Set.copyOf(unknownSeen));
    }

    /**
     * Whether a source scores a user with these preferences differently from a user without any. Most users have such a preference
     * among their first, so this takes a fraction of the time of {@link #of}.
     */
    static boolean isUsable(List<Preference> preferences, IdIndex items, float least) {
        return preferences.stream()
                .anyMatch(preference -> (preference.value() >= least || preference.isPositiveInteraction())
                        && items.indexOf(preference.itemId()) != IdIndex.ABSENT);
    }

    private static boolean isPositive(@Nullable Preference interaction) {
        return interaction != null && interaction.isPositiveInteraction();
    }

    private static SparseVector seen(
            SparseVector known, Set<Integer> interactions, List<String> excluded, IdIndex items) {
        IntStream rated =
                IntStream.range(0, known.size()).map(known::index).filter(index -> !interactions.contains(index));
        IntStream others = excluded.stream().mapToInt(items::indexOf).filter(index -> index != IdIndex.ABSENT);
        int[] indexes = IntStream.concat(rated, others).distinct().toArray();
        return SparseVector.of(indexes, new float[indexes.length]);
    }

    /**
     * The items that the user likes: those with a preference of at least {@code least} or, if that is no limit, of at least the mean
     * of the user's preferences.
     */
    SparseVector liked(float least) {
        float limit = least > Float.NEGATIVE_INFINITY ? least : mean();
        return known.filter(position -> known.value(position) >= limit);
    }

    private float mean() {
        double sum = 0;
        for (int position = 0; position < known.size(); position++) {
            sum += known.value(position);
        }
        // Rounded down, so that equal preferences are not below their mean.
        return Math.nextDown((float) (sum / Math.max(1, known.size())));
    }

    /** The user's preference at a position of {@link #known}, which the source can use as a higher one. */
    float preference(int position) {
        Preference interaction = interactions.get(known.index(position));
        return interaction == null ? known.value(position) : interaction.value();
    }

    private static final class Entries {

        private final int[] indexes;
        private final float[] values;
        private final long @Nullable [] times;
        private int size;

        Entries(int most, boolean timed) {
            indexes = new int[most];
            values = new float[most];
            times = timed ? new long[most] : null;
        }

        void add(int index, Preference preference) {
            indexes[size] = index;
            if (times != null) {
                times[size] = ChronoUnit.MICROS.between(Instant.EPOCH, preference.at());
            }
            values[size++] = preference.value();
        }

        boolean areBelow(float least) {
            return IntStream.range(0, size).allMatch(k -> values[k] < least);
        }

        void raise(IntPredicate which, float least) {
            for (int k = 0; k < size; k++) {
                values[k] = which.test(indexes[k]) ? least : values[k];
            }
        }

        SparseVector vector() {
            int[] ownIndexes = Arrays.copyOf(indexes, size);
            float[] ownValues = Arrays.copyOf(values, size);
            return times == null
                    ? SparseVector.of(ownIndexes, ownValues)
                    : SparseVector.of(ownIndexes, ownValues, Arrays.copyOf(times, size));
        }
    }
}
