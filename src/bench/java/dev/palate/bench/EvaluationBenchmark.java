package dev.palate.bench;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.evaluation.Evaluator;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.metrics.ListMetrics;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.Parameters;
import dev.palate.core.split.HeldOutUsers;
import dev.palate.core.vae.Vae;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times the whole evaluation of a Mult-VAE (600-200): every metric at every cut-off, with confidence intervals, over growing
 * numbers of held-out users and of items.
 */
@Command(name = "evaluation", mixinStandardHelpOptions = true)
public final class EvaluationBenchmark implements Callable<Integer> {

    @Option(names = "--threads", defaultValue = "2")
    private int threads;

    @Option(names = "--users", split = ",", defaultValue = "2500,5000,10000")
    private List<Integer> userCounts = List.of();

    @Option(names = "--items", split = ",", defaultValue = "5000,10000,20000")
    private List<Integer> itemCounts = List.of();

    @Option(names = "--json")
    private @Nullable Path json;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EvaluationBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        int mostUsers = userCounts.stream().mapToInt(Integer::intValue).max().orElseThrow();
        List<Map<String, Object>> results = new ArrayList<>();
        for (int items : itemCounts) {
            RatingMatrix ratings = BenchmarkRatings.of(mostUsers, items, 100);
            NetworkSpec spec = new Vae().spec(BenchmarkNetwork.multVae(Map.of()), items);
            try (Autoencoder model = Autoencoder.of(spec, Parameters.initial(spec, 1))) {
                measure(model, ratings, userCounts.get(0)); // compiles the loops
                for (int users : userCounts) {
                    results.add(measure(model, ratings, users));
                }
            }
        }
        Report report = new Report();
        report.put("threads", threads);
        report.put("network", BenchmarkNetwork.MULT_VAE);
        report.put("peakResidentMebibytes", Report.peakResidentMebibytes());
        report.put("results", results);
        report.finish(json);
        return 0;
    }

    private Map<String, Object> measure(Autoencoder model, RatingMatrix ratings, int userCount) {
        int[] users = IntStream.range(0, userCount).toArray();
        HeldOutUsers heldOut = HeldOutUsers.of(ratings, users, 0, 0.2, 1);
        Evaluator evaluator = new Evaluator(
                List.of(10, 20, 50, 100),
                ListMetrics.of(ratings, Optional.empty(), 0),
                new Bootstrap(1000, 1),
                threads);
        long start = System.nanoTime();
        Map<String, Estimate> estimates = evaluator.measure(model, heldOut);
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("items", model.itemCount());
        figures.put("users", heldOut.count());
        figures.put("metrics", estimates.size());
        figures.put("seconds", Timings.rounded(seconds));
        figures.put("nanosecondsPerUserAndItem", Timings.rounded(seconds * 1e9 / heldOut.count() / model.itemCount()));
        System.err.println(figures);
        return figures;
    }
}
