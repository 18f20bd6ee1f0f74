package dev.palate.bench;

import dev.palate.core.engine.onednn.OneDnn;
import dev.palate.core.engine.training.CpuTrainer;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.nd4j.Nd4jTrainer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.OptimiserState;
import dev.palate.core.network.Parameters;
import dev.palate.ratingfile.dataset.RatingDatasets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times a training step of each network on the CPU engine, on plain DL4J and ND4J, and on libtorch, alternately in one process,
 * and compares the engine with the speed of the machine at the same matrix products. With the profile onednn, the engine also uses
 * bfloat16:
 *
 * <pre>./mvnw -q -Pbench test-compile exec:exec -Dbench=TrainingStepBenchmark \
 *     -Dbench.args="--data ml-100k --dl4j"</pre>
 */
@Command(name = "training-step", mixinStandardHelpOptions = true)
public final class TrainingStepBenchmark implements Callable<Integer> {

    private static final double WARM_UP_SECONDS = 3;

    @Option(names = "--threads", defaultValue = "2", description = "threads of the engine and of libtorch")
    private int threads;

    @Option(names = "--rounds", defaultValue = "5", description = "number of turns of every library")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "2", description = "duration of one turn")
    private double seconds;

    @Option(names = "--data", required = true, description = "MovieLens 100K")
    private Path movieLens = Path.of("");

    @Option(names = "--torch", description = "the libtorch peer's run.sh")
    private @Nullable Path torch;

    @Option(names = "--dl4j", description = "include DL4J's MultiLayerNetwork and plain ND4J")
    private boolean dl4j;

    @Option(names = "--only", defaultValue = "", description = "only networks whose label begins with this")
    private String only = "";

    @Option(names = "--json")
    private @Nullable Path json;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TrainingStepBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        RatingMatrix ratings = RatingDatasets.read(movieLens).ratings();
        Report report = new Report();
        report.put("threads", threads);
        report.put("products", OneDnn.float32().isPresent() ? "oneDNN" : "OpenBLAS");
        report.put("rounds", rounds);
        report.put("secondsOfATurn", seconds);
        List<Map<String, Object>> results = new ArrayList<>();
        try (TorchPeer peer = torch == null ? null : TorchPeer.start(torch, movieLens, threads)) {
            for (BenchmarkNetwork network : BenchmarkNetwork.all()) {
                if (network.label().startsWith(only)) {
                    results.add(measure(network, network.ratings(ratings), peer));
                    if (peer != null) {
                        peer.clear();
                    }
                }
            }
        }
        report.put("engineProcessPeakMebibytes", Report.peakResidentMebibytes());
        report.put("networks", results);
        report.finish(json);
        return 0;
    }

    private Map<String, Object> measure(BenchmarkNetwork network, RatingMatrix ratings, @Nullable TorchPeer peer) {
        Map<String, List<Timings>> turns = new LinkedHashMap<>();
        NetworkSpec spec = network.spec();
        try (Contenders contenders = contenders(network, ratings)) {
            contenders.steps.forEach((name, steps) -> steps.run(WARM_UP_SECONDS));
            for (int round = 0; round < rounds; round++) {
                contenders.steps.forEach((name, steps) -> add(turns, name, steps.run(seconds)));
                if (peer != null) {
                    for (String variant : network.torch()) {
                        add(turns, "torch " + variant, peer.run(network.torchRequest(variant), seconds));
                    }
                }
            }
        }
        GemmPeak peak = new GemmPeak(spec, network.batch(), threads);
        return summary(network, turns, peak, peak.milliseconds(3 * seconds));
    }

    private static void add(Map<String, List<Timings>> turns, String name, Timings turn) {
        turns.computeIfAbsent(name, n -> new ArrayList<>()).add(turn);
    }

    /** Closed together. */
    private record Contenders(Map<String, Steps> steps) implements AutoCloseable {

        @Override
        public void close() {
            steps.values().forEach(Steps::close);
        }
    }

    private Contenders contenders(BenchmarkNetwork network, RatingMatrix ratings) {
        NetworkSpec spec = network.spec();
        Map<String, Steps> steps = new LinkedHashMap<>();
        Parameters initial = Parameters.initial(spec, 1);
        OptimiserState state = OptimiserState.initial(spec);
        NetworkTrainer.Setup setup = new NetworkTrainer.Setup(OptimiserKind.ADAM, network.batch(), threads);
        NetworkTrainer engine = new CpuTrainer(spec, setup, NetworkTrainer.State.initial(spec, initial));
        steps.put("engine", new EngineSteps(engine, ratings, network.batch()));
        if (OneDnn.obstacleToBfloat16().isEmpty()) {
            NetworkTrainer rounding = new CpuTrainer(
                    spec,
                    setup.withPrecision(NetworkTrainer.Precision.BF16),
                    NetworkTrainer.State.initial(spec, initial));
            steps.put("engine bf16", new EngineSteps(rounding, ratings, network.batch()));
        }
        if (dl4j) {
            Nd4j.getEnvironment().setMaxThreads(threads);
            steps.put("dl4j", new Dl4jSteps(spec, ratings, network.batch()));
            NetworkTrainer plain = new Nd4jTrainer(spec, OptimiserKind.ADAM, initial, state, initial);
            steps.put("nd4j", new EngineSteps(plain, ratings, network.batch()));
        }
        return new Contenders(steps);
    }

    private Map<String, Object> summary(
            BenchmarkNetwork network, Map<String, List<Timings>> turns, GemmPeak peak, double gemm) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("network", network.name());
        summary.put("items", network.items());
        summary.put("batch", network.batch());
        Map<String, Timings> medians = new LinkedHashMap<>();
        turns.forEach((name, list) -> medians.put(
                name, Timings.of(list.stream().mapToDouble(Timings::median).toArray())));
        double engine = medians.get("engine").median();
        medians.forEach((name, timings) -> summary.put(name, timings.json()));
        summary.put("gemmMs", Timings.rounded(gemm));
        summary.put("gemmGigaflops", Math.round(peak.operations() / gemm / 1e6));
        summary.put("engineShareOfGemmPeak", Timings.rounded(gemm / engine));
        medians.forEach((name, timings) -> {
            if (!name.startsWith("engine")) {
                summary.put("engine / " + name, Timings.rounded(engine / timings.median()));
            }
        });
        medians.keySet().stream()
                .filter(name -> name.startsWith("torch"))
                .mapToDouble(name -> medians.get(name).median())
                .min()
                .ifPresent(best -> medians.forEach((name, timings) -> {
                    if (name.startsWith("engine")) {
                        summary.put(name + " / torch best", Timings.rounded(timings.median() / best));
                    }
                }));
        System.err.printf(Locale.ROOT, "%s: %s%n", network.label(), summary);
        return summary;
    }
}
