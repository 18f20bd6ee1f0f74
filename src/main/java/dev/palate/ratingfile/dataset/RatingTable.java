package dev.palate.ratingfile.dataset;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.split.TimedRatings;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The ratings of one file in its order, with users and items numbered as they first appear. Growing arrays. */
final class RatingTable {

    private int size;
    private int[] users = new int[1024];
    private int[] items = new int[1024];
    private float[] values = new float[1024];
    private long[] times = new long[1024];

    void add(int user, int item, float value, long time) {
        if (size == users.length) {
            int capacity = Math.addExact(size, size / 2);
            users = Arrays.copyOf(users, capacity);
            items = Arrays.copyOf(items, capacity);
            values = Arrays.copyOf(values, capacity);
            times = Arrays.copyOf(times, capacity);
        }
        users[size] = user;
        items[size] = item;
        values[size] = value;
        times[size++] = time;
    }

    int size() {
        return size;
    }

    /** The matrix and the chronological ranks. Of several ratings of one item by one user the last one counts. */
    TimedRatings timed(Numbering.Order userOrder, Numbering.Order itemOrder) {
        long[] keys = new long[size];
        Integer[] order = new Integer[size];
        for (int k = 0; k < size; k++) {
            keys[k] = (long) userOrder.index(users[k]) << 32 | itemOrder.index(items[k]);
            order[k] = k;
        }
        // The sort is stable: of equal keys the later record comes last.
        Arrays.sort(order, Comparator.comparingLong(k -> keys[k]));
        int[] starts = new int[userOrder.ids().size() + 1];
        int[] columns = new int[size];
        float[] kept = new float[size];
        long[] ranked = new long[size];
        int[] ranks = chronologicalRanks();
        int count = 0;
        for (int at = 0; at < size; at++) {
            int k = order[at];
            if (at + 1 < size && keys[k] == keys[order[at + 1]]) {
                continue;
            }
            starts[(int) (keys[k] >>> 32) + 1]++;
            columns[count] = (int) keys[k];
            kept[count] = values[k];
            ranked[count++] = ranks[k];
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        RatingMatrix matrix = RatingMatrix.ofRows(
                itemOrder.ids().size(), starts, Arrays.copyOf(columns, count), Arrays.copyOf(kept, count));
        return new TimedRatings(matrix, Arrays.copyOf(ranked, count));
    }

    /** The rank of each record by time; records of one second, which MovieLens has many of, keep the order of the file. */
    private int[] chronologicalRanks() {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, Comparator.comparingLong(k -> times[k]));
        int[] ranks = new int[size];
        for (int rank = 0; rank < size; rank++) {
            ranks[order[rank]] = rank;
        }
        return ranks;
    }

    /** Numbers ids in the order in which they first appear. */
    static final class Numbering {

        private final Map<String, Integer> numbers = new HashMap<>();

        int of(String id) {
            return numbers.computeIfAbsent(id, absent -> numbers.size());
        }

        /** The final order, in which every number has an index. */
        Order order() {
            Stream<String> sorted = numbers.keySet().stream()
                    .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
            IdIndex ids = IdIndex.of(sorted.toList());
            int[] indexes = new int[numbers.size()];
            numbers.forEach((id, number) -> indexes[number] = ids.indexOf(id));
            return new Order(ids, indexes);
        }

        /** The final index of each number. */
        @SuppressWarnings("ArrayRecordComponent") // orders are not compared
        record Order(IdIndex ids, int[] indexes) {

            int index(int number) {
                return indexes[number];
            }
        }
    }
}
