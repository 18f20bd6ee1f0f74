package dev.palate.bench;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.autoencoder.EnlargedNetwork;
import dev.palate.core.engine.inference.CpuScorer;
import dev.palate.core.engine.inference.QuantisedScorer;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.TopN;
import dev.palate.core.model.TwoStageScores;
import dev.palate.core.network.NetworkScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import dev.palate.ratingfile.dataset.RatingDatasets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A Mult-VAE (600-200) over a large catalogue, in process: the time to score a user and select the best 30 items with exact and
 * with quantised weights, and the share of the exact 30 items that the quantised model also selects. The same is measured on
 * MovieLens 100K with the preset {@code ranking} if its directory is given.
 */
@Command(name = "quantised-scoring", mixinStandardHelpOptions = true)
public final class QuantisedScoringBenchmark implements Callable<Integer> {

    private static final int K = 30;
    private static final int WARMING = 50;

    @Option(names = "--items", defaultValue = "1000000")
    private int items;

    @Option(names = "--users", defaultValue = "200")
    private int users;

    @Option(names = "--training-users", defaultValue = "3000")
    private int trainingUsers;

    @Option(names = "--epochs", defaultValue = "8")
    private int epochs;

    @Option(names = "--movielens", description = "the directory of MovieLens 100K")
    private @Nullable Path movieLens;

    @Option(names = "--json")
    private @Nullable Path json;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new QuantisedScoringBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Report report = new Report();
        report.put("k", K);
        Path directory = movieLens;
        if (directory != null) {
            report.put("movieLens100K", movieLens(directory));
        }
        EnlargedNetwork network = EnlargedNetwork.train(items, trainingUsers, epochs);
        report.put(
                "trained",
                measure(
                        network.trainedSpec(),
                        network.trained(),
                        user -> EnlargedNetwork.user(trainingUsers + user, EnlargedNetwork.TRAINED_ITEMS)));
        report.put(
                "enlarged",
                measure(network.spec(), network, user -> EnlargedNetwork.user(trainingUsers + user, items)));
        report.finish(json);
        return 0;
    }

    /** Uses training users, because only the change of their lists matters, not the quality. */
    private Map<String, Object> movieLens(Path directory) {
        RatingMatrix ratings = RatingDatasets.read(directory).ratings();
        try (Autoencoder model =
                (Autoencoder) new Vae().train(TrainingSetup.of(ratings, VaeHyperparameters.RANKING, 1, 2))) {
            return measure(model.spec(), model.parameters(), ratings::row);
        }
    }

    private Map<String, Object> measure(NetworkSpec spec, ParameterSource source, IntFunction<SparseVector> user) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("items", spec.itemCount());
        figures.put("users", users);
        List<int[]> exact = lists(CpuScorer::new, spec, source, user, "float32", figures);
        List<int[]> quantised = lists(QuantisedScorer::new, spec, source, user, "int8", figures);
        figures.put("recallAt30OfInt8", Timings.rounded(recall(exact, quantised)));
        System.err.println(figures);
        return figures;
    }

    /** Measures one scorer and closes it, since two of them may not fit into memory. */
    private List<int[]> lists(
            BiFunction<NetworkSpec, ParameterSource, NetworkScorer> maker,
            NetworkSpec spec,
            ParameterSource source,
            IntFunction<SparseVector> user,
            String name,
            Map<String, Object> figures) {
        try (NetworkScorer scorer = maker.apply(spec, source)) {
            float[] scores = new float[spec.itemCount()];
            for (int n = 0; n < WARMING; n++) {
                list(scorer, user.apply(n), scores);
            }
            List<int[]> lists = new ArrayList<>();
            double[] milliseconds = new double[users];
            for (int n = 0; n < users; n++) {
                SparseVector ratings = user.apply(n);
                long start = System.nanoTime();
                lists.add(list(scorer, ratings, scores));
                milliseconds[n] = (System.nanoTime() - start) / 1e6;
            }
            figures.put(name, Timings.of(milliseconds).json());
            return lists;
        }
    }

    private static int[] list(NetworkScorer scorer, SparseVector ratings, float[] scores) {
        TwoStageScores stages = scorer.twoStages().orElse(null);
        if (stages == null) {
            scorer.score(ratings, scores);
        } else {
            stages.score(ratings, scores);
            int[] best = TopN.select(scores, stages.refinedItems(), item -> !ratings.contains(item))
                    .items();
            stages.refine(ratings, best, scores, 0);
        }
        return TopN.select(scores, K, item -> !ratings.contains(item)).items();
    }

    private static double recall(List<int[]> exact, List<int[]> found) {
        return IntStream.range(0, exact.size())
                .mapToDouble(user -> IntStream.of(exact.get(user))
                                .filter(item -> IntStream.of(found.get(user)).anyMatch(other -> other == item))
                                .count()
                        / (double) K)
                .average()
                .orElseThrow();
    }
}
