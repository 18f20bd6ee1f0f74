package dev.palate.core.matrix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The border between external ids (text, the caller's) and dense 0-based indexes. Immutable. */
public final class IdIndex {

    /** What {@link #indexOf} answers for an id that is not here. */
    public static final int ABSENT = -1;

    private final List<String> ids;
    private final Map<String, Integer> indexes;

    private IdIndex(List<String> ids, Map<String, Integer> indexes) {
        this.ids = ids;
        this.indexes = indexes;
    }

    /**
     * The id at position {@code i} gets the index {@code i}.
     *
     * @throws IllegalArgumentException if an id stands twice
     */
    public static IdIndex of(List<String> ids) {
        Map<String, Integer> indexes = new HashMap<>(ids.size() * 2);
        for (String id : ids) {
            if (indexes.put(id, indexes.size()) != null) {
                throw new IllegalArgumentException("id stands twice: " + id);
            }
        }
        return new IdIndex(List.copyOf(ids), indexes);
    }

    public int size() {
        return ids.size();
    }

    /** The index of {@code id}, or {@link #ABSENT}. */
    public int indexOf(String id) {
        return indexes.getOrDefault(id, ABSENT);
    }

    public String id(int index) {
        return ids.get(index);
    }

    /** All ids by index. */
    public List<String> ids() {
        return ids;
    }
}
