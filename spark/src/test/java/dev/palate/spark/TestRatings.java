package dev.palate.spark;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.random.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ratings of users with one of several tastes, as a matrix and as a CSV file. Ids have different lengths, so that their order as numbers is
 * not that of a dictionary.
 */
public record TestRatings(List<String> users, List<String> items, RatingMatrix matrix) {

    private static final int TASTES = 6;

    public static TestRatings generate(int users, int items, long seed) {
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            Map<Integer, Float> row = new HashMap<>();
            CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.SHUFFLE, 0, user);
            int count = 8 + random.below(0, 20);
            for (int k = 1; k <= count; k++) {
                boolean taste = random.uniform(1000 + k) < 0.8f;
                int item = taste ? random.below(k, items / TASTES) * TASTES + user % TASTES : random.below(k, items);
                row.put(item, taste ? 4f + random.below(2000 + k, 2) : 1f + random.below(2000 + k, 4));
            }
            int[] indexes = row.keySet().stream().mapToInt(item -> item).toArray();
            float[] values = new float[indexes.length];
            for (int k = 0; k < values.length; k++) {
                values[k] = row.get(indexes[k]);
            }
            rows.add(SparseVector.of(indexes, values));
        }
        // Every item is rated by someone: the items of a file are those with ratings.
        List<String> itemIds = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            itemIds.add("i" + item);
        }
        List<String> userIds = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            userIds.add("u" + user);
        }
        return new TestRatings(userIds, itemIds, RatingMatrix.of(items, rows));
    }

    /** MovieLens 100K with its own ids, from {@code u.data}. */
    public static TestRatings movieLens(Path folder) throws IOException {
        Map<Integer, Map<Integer, Float>> byUser = new HashMap<>();
        int items = 0;
        for (String line : Files.readAllLines(folder.resolve("u.data"))) {
            String[] fields = line.split("\t", -1);
            int item = Integer.parseInt(fields[1]) - 1;
            byUser.computeIfAbsent(Integer.parseInt(fields[0]) - 1, user -> new HashMap<>())
                    .put(item, Float.parseFloat(fields[2]));
            items = Math.max(items, item + 1);
        }
        List<SparseVector> rows = new ArrayList<>();
        List<String> userIds = new ArrayList<>();
        for (int user = 0; user < byUser.size(); user++) {
            Map<Integer, Float> row = byUser.get(user);
            int[] indexes = row.keySet().stream().mapToInt(item -> item).toArray();
            float[] values = new float[indexes.length];
            for (int k = 0; k < values.length; k++) {
                values[k] = row.get(indexes[k]);
            }
            rows.add(SparseVector.of(indexes, values));
            userIds.add(Integer.toString(user + 1));
        }
        List<String> itemIds = new ArrayList<>();
        for (int item = 1; item <= items; item++) {
            itemIds.add(Integer.toString(item));
        }
        return new TestRatings(userIds, itemIds, RatingMatrix.of(items, rows));
    }

    /** In descending order of the users, with one rating that a later one replaces. */
    public Path csv(Path folder) throws IOException {
        StringBuilder text = new StringBuilder("userId,itemId,rating,timestamp\n");
        for (int user = users.size() - 1; user >= 0; user--) {
            SparseVector row = matrix.row(user);
            for (int k = 0; k < row.size(); k++) {
                text.append(line(user, row.index(k), row.value(k), 100 + k));
            }
        }
        text.append(line(0, matrix.row(0).index(0), 3, 1));
        Path file = folder.resolve("ratings.csv");
        Files.writeString(file, text);
        return file;
    }

    private String line(int user, int item, float value, int time) {
        return users.get(user) + "," + items.get(item) + "," + value + "," + time + "\n";
    }
}
