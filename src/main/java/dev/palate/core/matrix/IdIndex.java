package dev.palate.core.matrix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Translates between external ids, which are the caller's texts, and dense 0-based indexes. Immutable. */
public final class IdIndex {

    /** The result of {@link #indexOf} for an unknown id. */
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
     * @throws IllegalArgumentException if an id is duplicated
     */
    public static IdIndex of(List<String> ids) {
        Map<String, Integer> indexes = new HashMap<>(ids.size() * 2);
        for (String id : ids) {
            if (indexes.put(id, indexes.size()) != null) {
                throw new IllegalArgumentException("duplicate id: " + id);
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
