package dev.palate.bench;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.ease.Ease;
import dev.palate.core.ease.EaseHyperparameters;
import dev.palate.core.ease.EaseWeights;
import dev.palate.core.evaluation.Evaluator;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.ListMetrics;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import dev.palate.core.split.HeldOutUsers;
import dev.palate.core.split.UserSplit;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.TrainingSetup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares EASE with dense and with sparse weights on several splits of the users of a file: NDCG@100 for each number of neighbours, and
 * the recall@30 of the lists with 8 bits per weight against those of the exact model.
 */
@Command(name = "sparse-ease-quality", mixinStandardHelpOptions = true)
public final class SparseEaseQuality implements Callable<Integer> {

    private static final int LIST = 30;

    @Option(
            names = "--file",
            required = true,
            description = "lines of user, item and rating, between blanks or tabulators")
    private Path file = Path.of("");

    @Option(names = "--threshold", defaultValue = "4")
    private double threshold;

    @Option(names = "--lambda", defaultValue = "200")
    private double lambda;

    @Option(names = "--splits", defaultValue = "4")
    private int splits;

    @Option(names = "--first-split", defaultValue = "1")
    private int firstSplit;

    @Option(names = "--neighbours", split = ",", defaultValue = "25,50,100,200,400,800")
    private List<Integer> neighbours = List.of();

    @Option(names = "--json")
    private @Nullable Path json;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SparseEaseQuality()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        RatingMatrix ratings = read();
        Map<String, List<String>> ndcg = new LinkedHashMap<>();
        Map<String, List<String>> recall = new LinkedHashMap<>();
        for (int seed = firstSplit; seed < firstSplit + splits; seed++) {
            UserSplit users = UserSplit.of(ratings.rowCount(), 0, 0.2, seed);
            RatingMatrix train = ratings.selectRows(users.train());
            HeldOutUsers test = HeldOutUsers.of(ratings, users.test(), threshold, 0.2, seed);
            try (Model dense = train(train, 0, EaseWeights.DENSE)) {
                add(ndcg, "all", ndcg(train, dense, test));
            }
            for (int count : neighbours) {
                try (Model sparse = train(train, count, EaseWeights.SPARSE);
                        ItemScorer small = quantised(sparse)) {
                    add(ndcg, count + "", ndcg(train, sparse, test));
                    add(recall, count + "", recall(sparse, small, test));
                }
            }
        }
        Report report = new Report();
        report.put("file", file.toString());
        report.put("users", ratings.rowCount());
        report.put("items", ratings.columnCount());
        report.put("ratings", ratings.size());
        report.put("ndcg@100", ndcg);
        report.put("recall@30OfEightBits", recall);
        report.finish(json);
        return 0;
    }

    private static void add(Map<String, List<String>> figures, String name, double value) {
        figures.computeIfAbsent(name, key -> new ArrayList<>()).add(String.format("%.4f", value));
    }

    private Model train(RatingMatrix train, int count, EaseWeights weights) {
        EaseHyperparameters h = new EaseHyperparameters(LikedRatings.atLeast(threshold), lambda, 0, 0, count, weights);
        return new Ease().train(TrainingSetup.of(train, h, 1, 2));
    }

    private double ndcg(RatingMatrix train, ItemScorer model, HeldOutUsers test) {
        Evaluator evaluator =
                new Evaluator(List.of(100), ListMetrics.of(train, Optional.empty(), 0), new Bootstrap(1, 1), 2);
        return evaluator.validate(model, test).getOrDefault("ndcg@100", Double.NaN);
    }

    private static ItemScorer quantised(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        model.save(writer);
        writer.finish();
        return new Ease()
                .restoreQuantised(new CheckpointReader(new ByteArrayInputStream(bytes.toByteArray())))
                .orElseThrow();
    }

    /** The share of the items of the exact lists that the others contain. */
    private static double recall(ItemScorer exact, ItemScorer other, HeldOutUsers test) {
        double found = 0;
        double all = 0;
        for (int user = 0; user < test.count(); user++) {
            SparseVector foldIn = test.foldIn().row(user);
            Set<Integer> expected = list(exact, foldIn);
            all += expected.size();
            expected.retainAll(list(other, foldIn));
            found += expected.size();
        }
        return found / all;
    }

    private static Set<Integer> list(ItemScorer scorer, SparseVector foldIn) {
        float[] scores = new float[scorer.itemCount()];
        scorer.score(foldIn, scores);
        Ranking ranking = TopN.select(scores, LIST, item -> !foldIn.contains(item));
        Set<Integer> items = new HashSet<>();
        Arrays.stream(ranking.items()).forEach(items::add);
        return items;
    }

    private RatingMatrix read() throws IOException {
        Map<String, Integer> items = new LinkedHashMap<>();
        Map<String, TreeMap<Integer, Float>> users = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.trim().split("\\s+", -1);
            int item = items.computeIfAbsent(fields[1], key -> items.size());
            users.computeIfAbsent(fields[0], key -> new TreeMap<>()).put(item, Float.parseFloat(fields[2]));
        }
        List<SparseVector> rows = new ArrayList<>();
        for (TreeMap<Integer, Float> row : users.values()) {
            float[] values = new float[row.size()];
            int next = 0;
            for (float value : row.values()) {
                values[next++] = value;
            }
            rows.add(SparseVector.of(
                    row.keySet().stream().mapToInt(Integer::intValue).toArray(), values));
        }
        return RatingMatrix.of(items.size(), rows);
    }
}
