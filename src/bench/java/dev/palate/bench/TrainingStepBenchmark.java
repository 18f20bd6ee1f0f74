package dev.palate.bench;

import dev.palate.core.autorec.AutoRec;
import dev.palate.core.engine.CpuTrainer;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.OptimiserState;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import dev.palate.core.vae.Vae;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Milliseconds of one training step of the CPU engine, a line of JSON for each network: {@code TrainingStepBenchmark [threads]
 * [seconds]}. To compare with another machine's or library's, run both in turns.
 */
public final class TrainingStepBenchmark {

    private static final double WARM_UP_SECONDS = 4;

    private TrainingStepBenchmark() {}

    private record Network(String name, NetworkSpec spec, int batch) {}

    public static void main(String[] arguments) {
        int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
        double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 3;
        for (Network network : networks()) {
            System.out.println(measure(network, threads, seconds));
        }
    }

    private static List<Network> networks() {
        return List.of(
                new Network("autorec-10", autorec(Map.of("hiddenSize", 10)), 64),
                new Network("autorec-500-observed", autorec(Map.of("hiddenSize", 500, "objective", "observed")), 500),
                new Network("vae-512-256-64", vae(1682, Map.of("latentSize", 64)), 64),
                new Network("mult-vae-600-200", vae(1682, multinomial()), 500),
                new Network("mult-vae-600-200", vae(20_000, multinomial()), 500));
    }

    private static NetworkSpec autorec(Map<String, ?> settings) {
        return AutoRec.spec(new AutoRec().hyperparameters().read(settings), 1682);
    }

    private static NetworkSpec vae(int items, Map<String, ?> settings) {
        return Vae.spec(new Vae().hyperparameters().read(settings), items);
    }

    private static Map<String, ?> multinomial() {
        return Map.of("likelihood", "multinomial", "hiddenSizes", List.of(600), "latentSize", 200, "dropout", 0.5);
    }

    private static String measure(Network network, int threads, double seconds) {
        NetworkSpec spec = network.spec();
        RatingMatrix ratings = SyntheticRatings.of(spec.itemCount() > 2000 ? 20_000 : 943, spec.itemCount(), 100);
        Parameters initial = Parameters.initial(spec, 1);
        CpuTrainer.Setup setup = new CpuTrainer.Setup(OptimiserKind.ADAM, network.batch(), threads);
        try (NetworkTrainer trainer = new CpuTrainer(spec, setup, initial, OptimiserState.initial(spec), initial)) {
            Random random = new Random(7);
            time(trainer, ratings, network.batch(), random, WARM_UP_SECONDS);
            double[] steps = time(trainer, ratings, network.batch(), random, seconds);
            return String.format(
                    Locale.ROOT,
                    "{\"network\": \"%s\", \"items\": %d, \"batch\": %d, \"threads\": %d, \"steps\": %d, \"medianMs\": %.3f, \"p10Ms\": %.3f, \"p90Ms\": %.3f}",
                    network.name(),
                    spec.itemCount(),
                    network.batch(),
                    threads,
                    steps.length,
                    steps[steps.length / 2],
                    steps[steps.length / 10],
                    steps[steps.length * 9 / 10]);
        }
    }

    /** Milliseconds of each step, ascending. */
    private static double[] time(
            NetworkTrainer trainer, RatingMatrix ratings, int batch, Random random, double seconds) {
        int[] rows = new int[batch];
        double[] steps = new double[1_000_000];
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (count == 0 || (System.nanoTime() < end && count < steps.length)) {
            Arrays.setAll(rows, i -> random.nextInt(ratings.rowCount()));
            long start = System.nanoTime();
            trainer.step(ratings, rows, 0, batch, StepSettings.of(1, 1, 0.001, 0.2));
            steps[count++] = (System.nanoTime() - start) / 1e6;
        }
        double[] taken = Arrays.copyOf(steps, count);
        Arrays.sort(taken);
        return taken;
    }
}
