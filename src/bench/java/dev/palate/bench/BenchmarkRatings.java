package dev.palate.bench;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Random ratings with the distribution of real ones: item popularity according to Zipf (exponent 0.9, shifted by 10) and
 * exponential history lengths. The libtorch peer generates the same ratings.
 */
public final class BenchmarkRatings {

    private BenchmarkRatings() {}

    public static RatingMatrix of(int users, int items, int meanPerUser) {
        double[] cumulative = new double[items];
        double sum = 0;
        for (int i = 0; i < items; i++) {
            sum += Math.pow(i + 10, -0.9);
            cumulative[i] = sum;
        }
        Random random = new Random(11);
        int[] shuffled = shuffled(items, random);
        List<SparseVector> rows = new ArrayList<>(users);
        for (int u = 0; u < users; u++) {
            int count = Math.max(5, (int) (-meanPerUser * Math.log(1 - random.nextDouble())));
            TreeMap<Integer, Float> row = new TreeMap<>();
            for (int k = 0; k < count; k++) {
                int found = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
                int item = Math.min(items - 1, found < 0 ? -found - 1 : found);
                row.put(shuffled[item], 1f + random.nextInt(5));
            }
            rows.add(vector(row));
        }
        return RatingMatrix.of(items, rows);
    }

    private static int[] shuffled(int items, Random random) {
        int[] ids = new int[items];
        Arrays.setAll(ids, i -> i);
        for (int i = items - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int t = ids[i];
            ids[i] = ids[j];
            ids[j] = t;
        }
        return ids;
    }

    private static SparseVector vector(SortedMap<Integer, Float> row) {
        int[] items = row.keySet().stream().mapToInt(Integer::intValue).toArray();
        float[] values = new float[items.length];
        int k = 0;
        for (float value : row.values()) {
            values[k++] = value;
        }
        return SparseVector.of(items, values);
    }
}
