package dev.palate.core.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.engine.training.CpuTrainer;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.Networks;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels on a device that g++ makes of them; needs a C++ compiler. */
class DeviceTrainerTest {

    private static final int USERS = 40;
    private final RatingMatrix ratings = Networks.ratings(USERS);
    private final int[] order =
            IntStream.range(0, USERS).map(i -> (i * 7) % USERS).toArray();

    static List<NetworkSpec> networks() {
        return Networks.all();
    }

    @BeforeAll
    static void needsACompiler() {
        EmulatedDevice.assumeAvailable();
    }

    private static NetworkTrainer.Setup setup(OptimiserKind optimiser) {
        return new NetworkTrainer.Setup(optimiser, USERS, 2);
    }

    private static CpuTrainer cpu(NetworkSpec spec, OptimiserKind optimiser, NetworkTrainer.State start) {
        return new CpuTrainer(spec, setup(optimiser), start);
    }

    private static NetworkTrainer.State start(NetworkSpec spec) {
        return NetworkTrainer.State.initial(spec, Parameters.initial(spec, 5));
    }

    /** Steps of all parts and of two batch sizes; returns the objectives. */
    private double[] train(NetworkTrainer trainer, int steps) {
        double[] objectives = new double[steps];
        for (int step = 1; step <= steps; step++) {
            StepSettings.Part part = step % 3 == 0
                    ? StepSettings.Part.DECODER
                    : step % 3 == 1 ? StepSettings.Part.ALL : StepSettings.Part.ENCODER;
            objectives[step - 1] = trainer.step(
                    ratings, order, 0, step % 2 == 0 ? USERS : 17, new StepSettings(new StepSettings.Noise(9, step, true), 0.01, 0.5, part));
            if (step == 4) {
                trainer.snapshotEncoder();
            }
        }
        return objectives;
    }

    private Agreement compare(Device tested, NetworkSpec spec, OptimiserKind optimiser, int steps) {
        NetworkTrainer.State start = start(spec);
        try (CpuTrainer expected = cpu(spec, optimiser, start);
                DeviceTrainer actual = new DeviceTrainer(spec, setup(optimiser), start, tested)) {
            double[] expectedObjectives = train(expected, steps);
            double[] objectives = train(actual, steps);
            double worst = IntStream.range(0, steps)
                    .mapToDouble(i -> Math.abs(objectives[i] / expectedObjectives[i] - 1))
                    .max()
                    .orElse(0);
            return Agreement.of(worst, start.parameters(), actual.parameters(), expected.parameters());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void agreesWithTheCpuEngine(NetworkSpec spec) {
        for (OptimiserKind optimiser : OptimiserKind.values()) {
            EmulatedDevice device = EmulatedDevice.create();
            Agreement agreement = compare(device, spec, optimiser, 8);
            assertThat(agreement.objective()).as("objective, %s", optimiser).isLessThan(1e-6);
            assertThat(agreement.parameters()).as("parameters, %s", optimiser).isLessThan(1e-4);
            assertThat(device.allocatedBytes()).as("memory after closing").isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void givesTheSameBitsInTwoTrainings(NetworkSpec spec) {
        try (DeviceTrainer first = gpu(spec);
                DeviceTrainer second = gpu(spec)) {
            train(first, 6);
            train(second, 6);
            assertThat(distance(spec, second.parameters(), first.parameters()).identical())
                    .isEqualTo(1);
        }
    }

    private static DeviceTrainer gpu(NetworkSpec spec) {
        return gpu(spec, start(spec));
    }

    private static DeviceTrainer gpu(NetworkSpec spec, NetworkTrainer.State start) {
        return new DeviceTrainer(spec, setup(OptimiserKind.ADAM), start, EmulatedDevice.create());
    }

    private static Agreement distance(NetworkSpec spec, Parameters actual, Parameters expected) {
        return Agreement.of(0, start(spec).parameters(), actual, expected);
    }

    private static NetworkTrainer.State state(NetworkTrainer trainer) {
        return new NetworkTrainer.State(
                trainer.parameters(),
                trainer.optimiserState(),
                trainer.snapshot().orElseGet(trainer::parameters));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void resumesOnTheOtherDevice(NetworkSpec spec) {
        try (CpuTrainer whole = cpu(spec, OptimiserKind.ADAM, start(spec));
                DeviceTrainer begun = gpu(spec)) {
            train(whole, 5);
            train(begun, 5);
            try (CpuTrainer resumed = cpu(spec, OptimiserKind.ADAM, state(begun));
                    DeviceTrainer again = gpu(spec, state(whole))) {
                train(whole, 5);
                train(resumed, 5);
                train(again, 5);
                assertThat(distance(spec, resumed.parameters(), whole.parameters())
                                .parameters())
                        .as("from the GPU to the CPU")
                        .isLessThan(1e-4);
                assertThat(distance(spec, again.parameters(), whole.parameters())
                                .parameters())
                        .as("from the CPU to the GPU")
                        .isLessThan(1e-4);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void leavesTheParametersAloneWhereTheObjectiveIsNotFinite(NetworkSpec spec) {
        NetworkTrainer.State start = start(spec);
        start.parameters().bias(spec.weightedLayers().size() - 1)[3] = Float.NaN;
        try (DeviceTrainer trainer = gpu(spec, start)) {
            double objective = trainer.step(ratings, order, 0, USERS, StepSettings.of(9, 1, 0.01, 0.5));
            assertThat(objective).isNaN();
            assertThat(trainer.parameters().weights(0))
                    .isEqualTo(start.parameters().weights(0));
            assertThat(trainer.optimiserState().encoderSteps()).isZero();
        }
    }

    static List<UnaryOperator<String>> faults() {
        return List.of(
                replacing("    __syncthreads();\n    double sum = 0;", "    double sum = 0;"),
                replacing(
                        "    __syncthreads();\n    for (int k = threadIdx.x; k < row.count; k += blockDim.x) {\n        logits",
                        "    for (int k = threadIdx.x; k < row.count; k += blockDim.x) {\n        logits"),
                replacing("gradient *= 1 - values[i] * values[i];", "gradient *= 1 - values[i];"),
                replacing("m = fmaf(0.9f, m, add1 * gradient);", "m = fmaf(0.9f, m, gradient);"));
    }

    private static UnaryOperator<String> replacing(String right, String wrong) {
        return source -> {
            assertThat(source).contains(right);
            return source.replace(right, wrong);
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void detectsPlantedFaults(UnaryOperator<String> fault) {
        boolean agrees = Networks.all().stream()
                .map(spec -> compare(EmulatedDevice.create(fault), spec, OptimiserKind.ADAM, 4))
                .allMatch(agreement -> agreement.objective() < 1e-6 && agreement.parameters() < 1e-4);
        assertThat(agrees).isFalse();
    }
}
