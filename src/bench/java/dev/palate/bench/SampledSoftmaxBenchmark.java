package dev.palate.bench;

import dev.palate.core.autoencoder.EnlargedNetwork;
import dev.palate.core.engine.training.CpuTrainer;
import dev.palate.core.evaluation.Evaluator;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.ListMetrics;
import dev.palate.core.model.Model;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import dev.palate.core.split.HeldOutUsers;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
 * Mult-VAEs with a loss on sampled items: the time of a step by the number of items, compared with the loss on all items where that is
 * possible, and the NDCG@100 that both reach on a catalogue of 20,000 items with 50 tastes.
 */
@Command(name = "sampled-softmax", mixinStandardHelpOptions = true)
public final class SampledSoftmaxBenchmark implements Callable<Integer> {

    private static final int TEST_USERS = 1000;

    @Option(names = "--items", split = ",", defaultValue = "20000,1000000")
    private int[] items = {};

    @Option(names = "--samples", split = ",", defaultValue = "2000")
    private int[] samples = {};

    @Option(names = "--hidden", split = ",", defaultValue = "0,600", description = "0: only the code of 200")
    private int[] hidden = {};

    @Option(names = "--users", defaultValue = "20000")
    private int users;

    @Option(names = "--ratings", defaultValue = "50", description = "mean number of a user's ratings")
    private int ratings;

    @Option(names = "--seconds", defaultValue = "10")
    private double seconds;

    @Option(names = "--threads", defaultValue = "2")
    private int threads;

    @Option(names = "--epochs", defaultValue = "20", description = "of the comparison of quality; 0: none")
    private int epochs;

    @Option(names = "--json")
    private @Nullable Path json;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SampledSoftmaxBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Report report = new Report();
        for (int count : items) {
            RatingMatrix data = BenchmarkRatings.of(users, count, ratings);
            for (int size : hidden) {
                for (int sample : count <= 20_000 ? with(0, samples) : samples) {
                    put(
                            report,
                            "step-%d-items-%d-200-samples-%d".formatted(count, size, sample),
                            step(data, size, sample));
                }
            }
        }
        if (epochs > 0) {
            for (int sample : with(0, samples)) {
                put(report, "quality-samples-" + sample, quality(sample));
            }
        }
        report.put("peakResidentMebibytes", Report.peakResidentMebibytes());
        report.finish(json);
        return 0;
    }

    private static void put(Report report, String name, Map<String, Object> figures) {
        System.err.println(name + " " + figures);
        report.put(name, figures);
    }

    private static int[] with(int first, int[] others) {
        return IntStream.concat(IntStream.of(first), IntStream.of(others)).toArray();
    }

    private static VaeHyperparameters settings(int size, int samples, int epochs) {
        return BenchmarkNetwork.multVae(Map.of(
                "hiddenSizes",
                size == 0 ? List.of() : List.of(size),
                "dropout",
                0.5,
                "beta",
                0.2,
                "threshold",
                0,
                "batchSize",
                500,
                "outputSampling",
                samples,
                "epochs",
                epochs));
    }

    private Map<String, Object> step(RatingMatrix data, int size, int sample) throws IOException {
        NetworkSpec spec = new Vae().spec(settings(size, sample, 1), data.columnCount());
        NetworkTrainer.Setup setup =
                new NetworkTrainer.Setup(OptimiserKind.ADAM, 500, threads).withOutputSamples(sample);
        int[] order = IntStream.range(0, data.rowCount()).toArray();
        double[] milliseconds = new double[10_000];
        int steps = 0;
        try (CpuTrainer trainer =
                new CpuTrainer(spec, setup, NetworkTrainer.State.initial(spec, Parameters.initial(spec, 1)))) {
            double spent = 0;
            for (int step = 0; spent < 1000 * seconds && steps < milliseconds.length; step++) {
                int from = step * 500 % (data.rowCount() - 499);
                long start = System.nanoTime();
                trainer.step(data, order, from, from + 500, StepSettings.of(1, step, 0.001, 0.2));
                double took = (System.nanoTime() - start) / 1e6;
                if (step >= 5) {
                    milliseconds[steps++] = took;
                    spent += took;
                }
            }
            long start = System.nanoTime();
            trainer.endEpoch();
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("steps", steps);
            figures.put("medianMs", median(Arrays.copyOf(milliseconds, steps)));
            figures.put("endOfEpochMs", Math.round((System.nanoTime() - start) / 1e5) / 10.0);
            figures.put("peakResidentMebibytes", Report.peakResidentMebibytes());
            return figures;
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return Math.round(values[values.length / 2] * 10) / 10.0;
    }

    /** Users with one of 50 tastes each, as {@link EnlargedNetwork} invents them. */
    private Map<String, Object> quality(int sample) {
        int trained = 10_000;
        RatingMatrix all = RatingMatrix.of(
                EnlargedNetwork.TRAINED_ITEMS,
                IntStream.range(0, trained + TEST_USERS)
                        .mapToObj(user -> EnlargedNetwork.user(user, EnlargedNetwork.TRAINED_ITEMS))
                        .toList());
        RatingMatrix train = all.selectRows(IntStream.range(0, trained).toArray());
        HeldOutUsers test = HeldOutUsers.of(
                all, IntStream.range(trained, trained + TEST_USERS).toArray(), 0, 0.2, 1);
        Evaluator evaluator =
                new Evaluator(List.of(100), ListMetrics.of(train, Optional.empty(), 0), new Bootstrap(100, 1), threads);
        long start = System.nanoTime();
        try (Model model = new Vae().train(TrainingSetup.of(train, settings(600, sample, epochs), 1, threads))) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("seconds", Math.round((System.nanoTime() - start) / 1e8) / 10.0);
            figures.put("ndcg@100", evaluator.validate(model, test).get("ndcg@100"));
            return figures;
        }
    }
}
