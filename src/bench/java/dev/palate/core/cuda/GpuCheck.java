package dev.palate.core.cuda;

import dev.palate.core.engine.training.CpuNetworkDevice;
import dev.palate.core.engine.training.CpuTrainer;
import dev.palate.core.evaluation.Comparison;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Experiment;
import dev.palate.core.evaluation.ExperimentPlan;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.memory.MemoryGuard;
import dev.palate.core.model.Model;
import dev.palate.core.network.NetworkDevice;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.Networks;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Checks and times training on the GPU of this machine: {@code GpuCheck PART u.data}. The parts are {@code agree},
 * {@code repeat}, {@code time}, {@code ndcg}, {@code short} (a few steps for the sanitizer) and {@code profile NETWORK}. Prints a line of JSON for each result, and
 * ends with status 1 where a threshold is missed.
 */
public final class GpuCheck {

    private static final int STEPS = 5;
    /** A ReLU with a sum within rounding of 0 may be active on one side only, so one of several initial networks must agree. */
    private static final long[] SEEDS = {5, 6, 7, 8};

    private static final double SECONDS = 1.0;
    private static final int NDCG_SEEDS = 5;

    private final Path movieLens;
    private boolean failed;

    private GpuCheck(Path movieLens) {
        this.movieLens = movieLens;
    }

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        GpuCheck check = new GpuCheck(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "agree" -> check.agree();
            case "repeat" -> check.repeat();
            case "time" -> check.time();
            case "ndcg" -> check.ndcg();
            case "short" -> check.shortRun();
            case "profile" -> check.profile(arguments[2]);
            default -> throw new IllegalArgumentException("no part " + arguments[0]);
        }
        System.exit(check.failed ? 1 : 0);
    }

    private static NetworkTrainer.State start(NetworkSpec spec, long seed) {
        return NetworkTrainer.State.initial(spec, Parameters.initial(spec, seed));
    }

    private static NetworkTrainer.Setup setup(OptimiserKind optimiser, int batch) {
        return new NetworkTrainer.Setup(optimiser, batch, Runtime.getRuntime().availableProcessors());
    }

    private static DeviceTrainer trainer(CheckedNetwork network, Device device) {
        NetworkTrainer.State start = start(network.spec(), SEEDS[0]);
        return new DeviceTrainer(network.spec(), setup(OptimiserKind.ADAM, network.batch()), start, device);
    }

    private void print(String format, Object... values) {
        System.out.println(format.formatted(values));
    }

    private void agree() throws IOException {
        for (Device.Precision precision : Device.Precision.values()) {
            RatingMatrix small = Networks.ratings(40);
            List<NetworkSpec> specs = Networks.all();
            for (int i = 0; i < specs.size(); i++) {
                agree(precision, "small-" + i, specs.get(i), small, 40);
            }
            for (CheckedNetwork network : CheckedNetwork.kinds()) {
                agree(precision, network.label(), network.spec(), network.ratings(movieLens), network.batch());
            }
        }
    }

    private void agree(Device.Precision precision, String name, NetworkSpec spec, RatingMatrix ratings, int batch) {
        for (OptimiserKind optimiser : OptimiserKind.values()) {
            boolean passed = false;
            for (int i = 0; i < SEEDS.length && !passed; i++) {
                Agreement agreement = agreement(precision, optimiser, start(spec, SEEDS[i]), spec, ratings, batch);
                boolean exact = precision == Device.Precision.FP32;
                passed = agreement.objective() <= (exact ? 1e-6 : 1e-3)
                        && agreement.parameters() <= (exact ? 1e-4 : 5e-2);
                print(
                        "{\"part\": \"agree\", \"network\": \"%s %s\", \"precision\": \"%s\", \"seed\": %d,"
                                + " \"objective\": %.2e, \"parameters\": %.2e, \"identical\": %.3f, \"passed\": %b}",
                        name,
                        optimiser,
                        precision,
                        SEEDS[i],
                        agreement.objective(),
                        agreement.parameters(),
                        agreement.identical(),
                        passed);
            }
            failed |= !passed;
        }
    }

    private static Agreement agreement(
            Device.Precision precision,
            OptimiserKind optimiser,
            NetworkTrainer.State start,
            NetworkSpec spec,
            RatingMatrix ratings,
            int batch) {
        NetworkTrainer.Setup setup = setup(optimiser, batch);
        try (CpuTrainer cpu = new CpuTrainer(spec, setup, start);
                DeviceTrainer gpu = new DeviceTrainer(spec, setup, start, Cuda.open(precision))) {
            double[] expected = train(cpu, ratings, batch);
            double[] actual = train(gpu, ratings, batch);
            double worst = IntStream.range(0, STEPS)
                    .mapToDouble(i -> Math.abs(actual[i] / expected[i] - 1))
                    .max()
                    .orElse(0);
            return Agreement.of(worst, start.parameters(), gpu.parameters(), cpu.parameters());
        }
    }

    private static double[] train(NetworkTrainer trainer, RatingMatrix ratings, int batch) {
        int[] order = IntStream.range(0, ratings.rowCount()).toArray();
        double[] objectives = new double[STEPS];
        for (int step = 0; step < STEPS; step++) {
            int from = step % 2 == 0 ? 0 : ratings.rowCount() - batch;
            objectives[step] =
                    trainer.step(ratings, order, from, from + batch, StepSettings.of(9, step + 1, 0.001, 0.2));
        }
        return objectives;
    }

    private void repeat() throws IOException {
        CheckedNetwork network = CheckedNetwork.timed().get(0);
        RatingMatrix ratings = network.ratings(movieLens);
        for (Device.Precision precision : Device.Precision.values()) {
            Parameters[] results = new Parameters[2];
            for (int run = 0; run < 2; run++) {
                try (DeviceTrainer trainer = trainer(network, Cuda.open(precision))) {
                    for (int i = 0; i < 3; i++) {
                        train(trainer, ratings, network.batch());
                    }
                    results[run] = trainer.parameters();
                }
            }
            boolean same = IntStream.range(0, results[0].depth())
                    .allMatch(l -> Arrays.equals(results[0].weights(l), results[1].weights(l))
                            && Arrays.equals(results[0].bias(l), results[1].bias(l)));
            failed |= !same;
            print("{\"part\": \"repeat\", \"precision\": \"%s\", \"identical\": %b}", precision, same);
        }
    }

    private void time() throws IOException {
        for (CheckedNetwork network : CheckedNetwork.timed()) {
            RatingMatrix ratings = network.ratings(movieLens);
            for (Device.Precision precision : Device.Precision.values()) {
                Device device = Cuda.open(precision);
                String description = device.description();
                double whole = stepTime(device, network, ratings);
                double repeated = stepTime(new RepeatingDevice(Cuda.open(precision), 11), network, ratings);
                print(
                        "{\"part\": \"time\", \"network\": \"%s\", \"precision\": \"%s\", \"wholeStepMs\": %.4f,"
                                + " \"deviceMs\": %.4f, \"device\": \"%s\"}",
                        network.label(), precision, whole, (repeated - whole) / 10, description);
            }
        }
    }

    /** The median of the milliseconds of a step. */
    private static double stepTime(Device device, CheckedNetwork network, RatingMatrix ratings) {
        try (DeviceTrainer trainer = trainer(network, device)) {
            Random random = new Random(7);
            int[] rows = new int[network.batch()];
            double[] milliseconds = new double[100_000];
            int count = 0;
            long begin = System.nanoTime();
            long end = begin + (long) (1.5 * SECONDS * 1e9);
            long measured = begin + (long) (0.5 * SECONDS * 1e9);
            while (count < 5 || (System.nanoTime() < end && count < milliseconds.length)) {
                Arrays.setAll(rows, i -> random.nextInt(ratings.rowCount()));
                long stepBegin = System.nanoTime();
                trainer.step(ratings, rows, 0, rows.length, StepSettings.of(1, 1, 0.001, 0.2));
                if (stepBegin > measured) {
                    milliseconds[count++] = (System.nanoTime() - stepBegin) / 1e6;
                }
            }
            double[] sorted = Arrays.copyOf(milliseconds, count);
            Arrays.sort(sorted);
            return sorted[count / 2];
        }
    }

    /** Three steps of one network, for a profiler. */
    private void profile(String label) throws IOException {
        CheckedNetwork network = CheckedNetwork.timed().stream()
                .filter(candidate -> candidate.label().equals(label))
                .findFirst()
                .orElseThrow();
        try (DeviceTrainer trainer = trainer(network, Cuda.open(Device.Precision.FP32))) {
            RatingMatrix ratings = network.ratings(movieLens);
            int[] order = IntStream.range(0, ratings.rowCount()).toArray();
            for (int step = 1; step <= 3; step++) {
                trainer.step(ratings, order, 0, network.batch(), StepSettings.of(1, step, 0.001, 0.2));
            }
        }
    }

    /** Whole trainings of a Mult-VAE on MovieLens 100K, on both devices. */
    private void ndcg() throws IOException {
        RatingMatrix ratings = CheckedNetwork.kinds().get(0).ratings(movieLens);
        double onCpu = ndcg("CPU", ratings, new CpuNetworkDevice());
        for (Device.Precision precision : Device.Precision.values()) {
            NetworkDevice gpu = new GpuNetworkDevice(() -> Cuda.open(precision), false);
            double onGpu = ndcg(precision.toString(), ratings, gpu);
            boolean passed = Math.abs(onGpu - onCpu) <= 0.002;
            failed |= !passed;
            print(
                    "{\"part\": \"ndcg\", \"device\": \"%s\", \"differenceOfMeans\": %.5f, \"passed\": %b}",
                    precision, onGpu - onCpu, passed);
        }
    }

    /** The mean over the seeds; the evaluation scores on the same device. */
    private double ndcg(String name, RatingMatrix ratings, NetworkDevice device) {
        Contender<VaeHyperparameters> contender = new Contender<>(new Vae(), VaeHyperparameters.RANKING);
        Processors processors =
                new Processors(Runtime.getRuntime().availableProcessors(), Optional.of(device), MemoryGuard.NONE);
        Comparison comparison = new Experiment()
                .comparison(new ExperimentPlan<>(
                        contender,
                        ExperimentPlan.Data.of(ratings),
                        EvaluationSettings.strongGeneralization(),
                        TrainingOptions.of(1, processors)));
        double sum = 0;
        for (long seed = 1; seed <= NDCG_SEEDS; seed++) {
            long begin = System.nanoTime();
            try (Model model =
                    contender.algorithm().train(comparison.setup(contender, seed, TrainingListener.SILENT))) {
                double seconds = (System.nanoTime() - begin) / 1e9;
                double value = comparison
                        .measure(contender, model, seconds)
                        .metrics()
                        .get("ndcg@100")
                        .mean();
                print(
                        "{\"part\": \"ndcg\", \"device\": \"%s\", \"seed\": %d, \"ndcg@100\": %.5f, \"seconds\": %.2f}",
                        name, seed, value, seconds);
                sum += value;
            }
        }
        return sum / NDCG_SEEDS;
    }

    /** Every kernel a few times. */
    private void shortRun() {
        RatingMatrix small = Networks.ratings(40);
        for (NetworkSpec spec : Networks.all()) {
            Device device = Cuda.open(Device.Precision.FP32);
            try (DeviceTrainer trainer =
                    new DeviceTrainer(spec, setup(OptimiserKind.ADAM, 40), start(spec, SEEDS[0]), device)) {
                print("{\"part\": \"short\", \"objective\": %.6f}", train(trainer, small, 40)[STEPS - 1]);
            }
        }
    }
}
