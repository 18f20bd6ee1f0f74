package dev.palate.load;

import dev.palate.bench.BenchmarkRatings;
import dev.palate.bench.Report;
import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.TopN;
import dev.palate.core.parallel.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Measures the scoring of a request: a Mult-VAE 600-200 scores all items for one user and the best 30 are selected. It alternates
 * with one read of the weights of the output layer from memory (a dot product of as many floats with themselves). Then users are
 * scored in batches, on one thread and on two.
 *
 * <pre>java ... dev.palate.load.ScoringBenchmark docs/benchmarks/scoring.json</pre>
 */
public final class ScoringBenchmark {

    private static final int[] CATALOGUES = {1_682, 20_000, 100_000};
    private static final int[] BATCHES = {1, 2, 4, 8, 16, 32, 64};
    private static final int USERS = 512;
    private static final int HIDDEN = 600;
    private static final int K = 30;
    private static final double SECONDS = 0.5;

    private long checksum;

    private ScoringBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Report report = new Report();
        ScoringBenchmark benchmark = new ScoringBenchmark();
        List<Map<String, Object>> catalogues = new ArrayList<>();
        for (int items : CATALOGUES) {
            catalogues.add(benchmark.measure(items));
        }
        report.put("network", "mult-vae-600-200");
        report.put("meanRatingsPerUser", 100);
        report.put("catalogues", catalogues);
        report.put("checksum", benchmark.checksum);
        report.finish(arguments.length > 0 ? Path.of(arguments[0]) : null);
    }

    private Map<String, Object> measure(int items) {
        RatingMatrix users = BenchmarkRatings.of(USERS, items, 100);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("items", items);
        try (Autoencoder model = MultVae.untrained(items)) {
            alone(model, users, 2 * SECONDS, new LinkedHashMap<>());
            alone(model, users, 6 * SECONDS, figures);
            List<Map<String, Object>> together = new ArrayList<>();
            for (int batch : BATCHES) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("users", batch);
                for (int threads : new int[] {1, 2}) {
                    together(model, users, batch, threads, SECONDS / 3);
                    row.put(threads == 1 ? "oneThread" : "twoThreads", together(model, users, batch, threads, SECONDS));
                }
                together.add(row);
            }
            figures.put("together", together);
            figures.put("differenceBetweenOneAndSixteen", difference(model, users, 1, 16));
            figures.put("differenceBetweenSixteenAndSixtyFour", difference(model, users, 16, 64));
        }
        return figures;
    }

    private void alone(Autoencoder model, RatingMatrix users, double seconds, Map<String, Object> figures) {
        int items = model.itemCount();
        int floats = items * (HIDDEN + 1);
        FloatPointer memory = new FloatPointer(floats);
        memory.put(new float[floats]);
        float[] scores = new float[items];
        List<Long> reads = new ArrayList<>();
        List<Long> answers = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int n = 0; System.nanoTime() < end; n++) {
            long begin = System.nanoTime();
            checksum += (long) openblas_nolapack.cblas_sdot(floats, memory, 1, memory, 1);
            long read = System.nanoTime();
            SparseVector user = users.row(n % USERS);
            model.score(user, scores);
            checksum += TopN.select(scores, K, item -> !user.contains(item)).item(0);
            reads.add(read - begin);
            answers.add(System.nanoTime() - read);
        }
        memory.close();
        figures.put("outputWeightsMegabytes", Quantiles.rounded(4.0 * floats / 1e6));
        figures.put("readWeightsOnce", new Quantiles(nanos(reads)).json());
        figures.put("scoreAndPick", new Quantiles(nanos(answers)).json());
    }

    /** The time of a batch and the elapsed time per user, in milliseconds. */
    private Map<String, Object> together(
            Autoencoder model, RatingMatrix users, int batch, int threads, double seconds) {
        List<List<Long>> times = new ArrayList<>();
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        for (int thread = 0; thread < threads; thread++) {
            times.add(new ArrayList<>());
        }
        Parallel.run(threads, threads, (worker, task) -> {
            float[] scores = new float[batch * model.itemCount()];
            for (int n = task; System.nanoTime() < end; n++) {
                int from = n * batch % (USERS - batch + 1);
                long start = System.nanoTime();
                if (batch == 1) {
                    model.score(users.row(from), scores);
                } else {
                    model.scoreRows(users, from, from + batch, scores);
                }
                times.get(task).add(System.nanoTime() - start);
            }
        });
        double elapsed = (System.nanoTime() - begin) / 1e6;
        long[] all = nanos(times.stream().flatMap(List::stream).toList());
        Map<String, Object> figures = new LinkedHashMap<>(new Quantiles(all).json());
        figures.put("msPerUser", Quantiles.rounded(elapsed / ((double) all.length * batch)));
        return figures;
    }

    /** The difference between the scores of users in batches of two sizes. */
    private static Map<String, Object> difference(Autoencoder model, RatingMatrix users, int few, int many) {
        int items = model.itemCount();
        float[] scores = new float[few * items];
        float[] others = new float[many * items];
        model.scoreRows(users, 0, many, others);
        double largest = 0;
        int otherLists = 0;
        int compared = many / few * few;
        for (int row = 0; row < compared; row++) {
            int at = row % few * items;
            if (at == 0) {
                model.scoreRows(users, row, row + few, scores);
            }
            for (int item = 0; item < items; item++) {
                largest = Math.max(largest, Math.abs(scores[at + item] - others[row * items + item]));
            }
            int[] best = TopN.select(scores, at, items, K, item -> true).items();
            int[] other =
                    TopN.select(others, row * items, items, K, item -> true).items();
            otherLists += Arrays.equals(best, other) ? 0 : 1;
        }
        return Map.of("users", compared, "largestDifferenceOfAScore", largest, "usersWithAnotherList", otherLists);
    }

    private static long[] nanos(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).toArray();
    }
}
