package dev.palate.rating.bulk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Numbers the distinct ids of a batch from 0, so that a row holds numbers instead of texts. */
final class IdNumbers {

    /** Of an entry of the map, its number, the text's headers and the list; measured on a 64-bit JVM. */
    private static final int BYTES_PER_ID = 130;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private String lastId = "";
    private int lastNumber = -1;
    private long bytes;

    int numberOf(String id) {
        if (lastNumber < 0 || !id.equals(lastId)) {
            Integer known = numbers.putIfAbsent(id, ids.size());
            lastNumber = Objects.requireNonNullElse(known, ids.size());
            lastId = id;
            if (known == null) {
                ids.add(id);
                bytes += BYTES_PER_ID + 2L * id.length();
            }
        }
        return lastNumber;
    }

    /** In the order of their numbers. */
    String[] ids() {
        return ids.toArray(String[]::new);
    }

    /** An estimate of the memory that the ids need. */
    long bytes() {
        return bytes;
    }

    void clear() {
        numbers.clear();
        ids.clear();
        lastId = "";
        lastNumber = -1;
        bytes = 0;
    }
}
