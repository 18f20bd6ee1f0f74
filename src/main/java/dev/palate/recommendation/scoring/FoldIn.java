package dev.palate.recommendation.scoring;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.rating.history.Preference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One user's preferences by the item indexes of a score source.
 *
 * @param known the preferences for items that the source knows
 * @param types the types of the interactions among them; a rating has none
 * @param seen the items that are not recommended again, as a vector without meaningful values
 * @param unknown the ids of items with a preference that the source does not know
 */
public record FoldIn(SparseVector known, Map<Integer, String> types, SparseVector seen, List<String> unknown) {

    /**
     * @param preferences no item twice
     * @param excluded ids of items that are not recommended again, in addition to the rated ones
     */
    static FoldIn of(List<Preference> preferences, List<String> excluded, IdIndex items) {
        Entries known = new Entries(preferences.size());
        Map<Integer, String> types = new HashMap<>();
        List<String> unknown = new ArrayList<>(0);
        for (Preference preference : preferences) {
            int index = items.indexOf(preference.itemId());
            if (index == IdIndex.ABSENT) {
                unknown.add(preference.itemId());
                continue;
            }
            known.add(index, preference.value());
            if (preference.type() != null) {
                types.put(index, preference.type());
            }
        }
        SparseVector vector = known.vector();
        SparseVector seen = excluded.isEmpty() && types.isEmpty() ? vector : seen(vector, types, excluded, items);
        return new FoldIn(vector, Map.copyOf(types), seen, List.copyOf(unknown));
    }

    private static SparseVector seen(
            SparseVector known, Map<Integer, String> types, List<String> excluded, IdIndex items) {
        IntStream rated = IntStream.range(0, known.size()).map(known::index).filter(index -> !types.containsKey(index));
        IntStream others = excluded.stream().mapToInt(items::indexOf).filter(index -> index != IdIndex.ABSENT);
        int[] indexes = IntStream.concat(rated, others).distinct().toArray();
        return SparseVector.of(indexes, new float[indexes.length]);
    }

    public boolean isEmpty() {
        return known.isEmpty();
    }

    private static final class Entries {

        private final int[] indexes;
        private final float[] values;
        private int size;

        Entries(int most) {
            indexes = new int[most];
            values = new float[most];
        }

        void add(int index, float value) {
            indexes[size] = index;
            values[size++] = value;
        }

        SparseVector vector() {
            return SparseVector.of(Arrays.copyOf(indexes, size), Arrays.copyOf(values, size));
        }
    }
}
