package dev.palate.core.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.engine.inference.CpuScorer;
import dev.palate.core.engine.training.CpuTrainer;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.Networks;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.RowScorer;
import dev.palate.core.network.StepSettings;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels on a device that g++ makes of them; needs a C++ compiler. */
class DeviceTrainerTest {

    private static final List<StepSettings.Part> PARTS = List.of(StepSettings.Part.values());
    private static final int USERS = 40;
    private static final int FEW = 7;
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

    private static NetworkTrainer.State start(NetworkSpec spec) {
        return NetworkTrainer.State.initial(spec, Parameters.initial(spec, 5));
    }

    /** Steps of all parts, one of them with many rows; returns the objectives. */
    private double[] train(NetworkTrainer trainer, int steps) {
        double[] objectives = new double[steps];
        for (int step = 1; step <= steps; step++) {
            StepSettings.Part part = PARTS.get((step - 1) % PARTS.size());
            StepSettings settings = new StepSettings(new StepSettings.Noise(9, step, true), 0.01, 0.5, part);
            objectives[step - 1] = trainer.step(ratings, order, 0, step == 2 ? USERS : FEW, settings);
            if (step == 3) {
                trainer.snapshotEncoder();
            }
        }
        return objectives;
    }

    private Agreement compare(Device tested, NetworkSpec spec, OptimiserKind optimiser, int steps) {
        NetworkTrainer.State start = start(spec);
        try (CpuTrainer expected = new CpuTrainer(spec, setup(optimiser), start);
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
            Agreement agreement = compare(device, spec, optimiser, 5);
            assertThat(agreement.objective()).as("objective, %s", optimiser).isLessThan(1e-6);
            assertThat(agreement.parameters()).as("parameters, %s", optimiser).isLessThan(1e-4);
            assertThat(device.allocatedBytes()).as("memory after closing").isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void scoresAsTheCpuEngine(NetworkSpec spec) {
        try (DeviceTrainer trainer = adam(spec, start(spec));
                CpuScorer scorer = new CpuScorer(spec, trainer.parameters());
                RowScorer rows = trainer.rowScorer().orElseThrow()) {
            int count = USERS - FEW;
            float[] expected = new float[count * Networks.ITEMS];
            float[] actual = new float[count * Networks.ITEMS];
            scorer.scoreRows(ratings, FEW, USERS, expected);
            assertThat(rows.scoreRows(ratings, FEW, USERS, actual)).isTrue();
            assertThat(actual).containsExactly(expected, within(1e-5f));
        }
    }

    /** The first network with a penalty, and the last one with an old encoder. */
    static List<NetworkSpec> resumed() {
        return List.of(Networks.all().get(0), Networks.all().get(7));
    }

    @ParameterizedTest
    @MethodSource("resumed")
    void resumesOnTheOtherDevice(NetworkSpec spec) {
        try (CpuTrainer whole = new CpuTrainer(spec, setup(OptimiserKind.ADAM), start(spec));
                DeviceTrainer begun = adam(spec, start(spec))) {
            train(whole, 4);
            train(begun, 4);
            try (CpuTrainer onCpu = new CpuTrainer(spec, setup(OptimiserKind.ADAM), state(begun));
                    DeviceTrainer onDevice = adam(spec, state(whole))) {
                train(whole, 4);
                train(onCpu, 4);
                train(onDevice, 4);
                assertThat(distance(spec, onCpu.parameters(), whole.parameters()))
                        .as("from the GPU to the CPU")
                        .isLessThan(1e-4);
                assertThat(distance(spec, onDevice.parameters(), whole.parameters()))
                        .as("from the CPU to the GPU")
                        .isLessThan(1e-4);
            }
        }
    }

    private static DeviceTrainer adam(NetworkSpec spec, NetworkTrainer.State start) {
        return new DeviceTrainer(spec, setup(OptimiserKind.ADAM), start, EmulatedDevice.create());
    }

    private static double distance(NetworkSpec spec, Parameters actual, Parameters expected) {
        return Agreement.of(0, start(spec).parameters(), actual, expected).parameters();
    }

    private static NetworkTrainer.State state(NetworkTrainer trainer) {
        return new NetworkTrainer.State(
                trainer.parameters(),
                trainer.optimiserState(),
                trainer.snapshot().orElseGet(trainer::parameters));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void leavesTheParametersAloneIfTheObjectiveIsNotFinite(NetworkSpec spec) {
        for (int layer : new int[] {0, spec.weightedLayers().size() - 1}) {
            NetworkTrainer.State start = start(spec);
            start.parameters().bias(layer)[3] = Float.NaN;
            try (DeviceTrainer trainer = adam(spec, start)) {
                double objective = trainer.step(ratings, order, 0, FEW, StepSettings.of(9, 1, 0.01, 0.5));
                assertThat(objective).as("NaN in layer %d", layer).isNaN();
                assertThat(trainer.parameters().weights(0))
                        .isEqualTo(start.parameters().weights(0));
                assertThat(trainer.optimiserState().encoderSteps()).isZero();
            }
        }
    }

    /** The thread that has these four logits sees no other one, so it finds no maximum. */
    @Test
    void isNotFiniteIfFourUnratedItemsAreNotANumber() {
        NetworkSpec multVae = Networks.all().get(4);
        NetworkTrainer.State start = start(multVae);
        Arrays.fill(start.parameters().bias(multVae.weightedLayers().size() - 1), 0, 4, Float.NaN);
        RatingMatrix others =
                RatingMatrix.of(Networks.ITEMS, List.of(SparseVector.of(new int[] {5, 9}, new float[] {4, 5})));
        try (DeviceTrainer trainer = adam(multVae, start)) {
            assertThat(trainer.step(others, new int[] {0}, 0, 1, StepSettings.of(9, 1, 0.01, 0.5)))
                    .isNaN();
        }
    }

    static List<Arguments> faults() {
        return List.of(
                fault(
                        "a barrier before the sum of a block",
                        "    __syncthreads();\n    double sum = 0;",
                        "    double sum = 0;"),
                fault(
                        "a barrier before the targets are subtracted",
                        "    __syncthreads();\n    for (int k = threadIdx.x; k < row.count; k += blockDim.x) {\n        logits",
                        "    for (int k = threadIdx.x; k < row.count; k += blockDim.x) {\n        logits"),
                fault("the slope of tanh", "gradient *= 1 - values[i] * values[i];", "gradient *= 1 - values[i];"));
    }

    private static Arguments fault(String missing, String right, String wrong) {
        UnaryOperator<String> change = source -> {
            assertThat(source).contains(right);
            return source.replace(right, wrong);
        };
        return Arguments.of(missing, change);
    }

    /** Each fault concerns this network: a multinomial loss, and tanh layers before and after a code. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void detectsPlantedFaults(String missing, UnaryOperator<String> change) {
        NetworkSpec multVae = Networks.all().get(4);
        Agreement agreement = compare(EmulatedDevice.create(change), multVae, OptimiserKind.ADAM, 3);
        assertThat(agreement.objective() < 1e-6 && agreement.parameters() < 1e-4)
                .as("agreement without %s", missing)
                .isFalse();
    }
}
