package dev.palate.core.dataset;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Ratings of one file in the order of its lines, users and items numbered as they first came. Growing arrays. */
final class RatingLines {

    private int size;
    private int[] users = new int[1024];
    private int[] items = new int[1024];
    private float[] values = new float[1024];
    private long[] times = new long[1024];
    private boolean hasTimes = true;

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

    void lacksTime() {
        hasTimes = false;
    }

    boolean hasTimes() {
        return hasTimes;
    }

    int size() {
        return size;
    }

    int user(int line) {
        return users[line];
    }

    int item(int line) {
        return items[line];
    }

    float value(int line) {
        return values[line];
    }

    long time(int line) {
        return times[line];
    }

    /** Ids numbered as they first come. */
    static final class Numbering {

        private final Map<String, Integer> numbers = new HashMap<>();

        int of(String id) {
            return numbers.computeIfAbsent(id, absent -> numbers.size());
        }

        Map<String, Integer> numbers() {
            return numbers;
        }
    }
}
