package dev.palate.core.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palate.core.engine.onednn.OneDnn;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.nd4j.Nd4jTrainer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.Networks;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.OptimiserState;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CpuTrainerTest {

    private static final int USERS = 40;
    private final RatingMatrix ratings = Networks.ratings(USERS);
    private final int[] order = IntStream.range(0, USERS).toArray();

    static List<NetworkSpec> networks() {
        return Networks.all();
    }

    private static CpuTrainer cpu(NetworkSpec spec, int threads, OptimiserKind optimiser) {
        return cpu(spec, new NetworkTrainer.Setup(optimiser, USERS, threads));
    }

    private static CpuTrainer cpu(NetworkSpec spec, NetworkTrainer.Setup setup) {
        return new CpuTrainer(spec, setup, NetworkTrainer.State.initial(spec, Parameters.initial(spec, 5)));
    }

    private void train(NetworkTrainer trainer, int steps) {
        for (int step = 1; step <= steps; step++) {
            StepSettings.Part part = step % 3 == 0
                    ? StepSettings.Part.DECODER
                    : step % 3 == 1 ? StepSettings.Part.ALL : StepSettings.Part.ENCODER;
            trainer.step(
                    ratings,
                    order,
                    0,
                    step % 2 == 0 ? USERS : 17,
                    new StepSettings(new StepSettings.Noise(9, step, true), 0.01, 0.5, part));
            if (step == 4) {
                trainer.snapshotEncoder();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void agreesWithPlainNd4jOnObjectiveAndParameters(NetworkSpec spec) {
        Parameters initial = Parameters.initial(spec, 5);
        for (OptimiserKind optimiser : OptimiserKind.values()) {
            try (CpuTrainer engine = cpu(spec, 2, optimiser);
                    Nd4jTrainer oracle =
                            new Nd4jTrainer(spec, optimiser, initial, OptimiserState.initial(spec), initial)) {
                StepSettings settings = StepSettings.of(9, 1, 0.001, 0.5);
                double expected = oracle.step(ratings, order, 0, USERS, settings);
                assertThat(engine.step(ratings, order, 0, USERS, settings))
                        .isCloseTo(expected, within(1e-5 * Math.abs(expected)));
                train(engine, 8);
                train(oracle, 8);
                assertClose(engine.parameters(), oracle.parameters());
            }
        }
    }

    private static void assertClose(Parameters actual, Parameters expected) {
        for (int l = 0; l < expected.depth(); l++) {
            assertThat(actual.weights(l)).as("weights %d", l).containsExactly(expected.weights(l), within(2e-4f));
            assertThat(actual.bias(l)).as("bias %d", l).containsExactly(expected.bias(l), within(2e-4f));
            assertThat(actual.gain(l)).as("gain %d", l).containsExactly(expected.gain(l), within(2e-4f));
            assertThat(actual.shift(l)).as("shift %d", l).containsExactly(expected.shift(l), within(2e-4f));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void computesTheSameBitsOnAnyNumberOfThreads(NetworkSpec spec) {
        try (CpuTrainer one = cpu(spec, 1, OptimiserKind.ADAM);
                CpuTrainer three = cpu(spec, 3, OptimiserKind.ADAM)) {
            train(one, 6);
            train(three, 6);
            assertSame(three.parameters(), one.parameters());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void resumesFromASavedStateWithTheSameBits(NetworkSpec spec) {
        try (CpuTrainer whole = cpu(spec, 1, OptimiserKind.ADAM)) {
            train(whole, 5);
            try (CpuTrainer resumed = new CpuTrainer(
                    spec,
                    new NetworkTrainer.Setup(OptimiserKind.ADAM, USERS, 1),
                    new NetworkTrainer.State(
                            whole.parameters(),
                            whole.optimiserState(),
                            whole.snapshot().orElse(whole.parameters())))) {
                train(whole, 5);
                train(resumed, 5);
                assertSame(resumed.parameters(), whole.parameters());
            }
        }
    }

    /** The blocks of 7,400 items outnumber the groups that add up gradients of the input. ND4J adds up the loss in single precision. */
    @ParameterizedTest
    @MethodSource("networks")
    void agreesWithPlainNd4jOnManyItems(NetworkSpec small) {
        NetworkSpec spec =
                new NetworkSpec(7400, small.input(), small.topology(), small.objective(), small.initialisation());
        Parameters initial = Parameters.initial(spec, 5);
        StepSettings settings = StepSettings.of(9, 1, 0.001, 0.5);
        RatingMatrix spread = spread(7400 / Networks.ITEMS, 7400);
        try (CpuTrainer engine = cpu(spec, 2, OptimiserKind.ADAM);
                Nd4jTrainer oracle =
                        new Nd4jTrainer(spec, OptimiserKind.ADAM, initial, OptimiserState.initial(spec), initial)) {
            double expected = oracle.step(spread, order, 0, USERS, settings);
            assertThat(engine.step(spread, order, 0, USERS, settings))
                    .isCloseTo(expected, within(1e-4 * Math.abs(expected)));
            assertClose(engine.parameters(), oracle.parameters());
        }
    }

    private RatingMatrix spread(int distance, int items) {
        return RatingMatrix.of(
                items,
                IntStream.range(0, USERS)
                        .mapToObj(ratings::row)
                        .map(row -> row.reindexed(item -> distance * item))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void computesTheSameBitsOnAnyNumberOfThreadsInBfloat16(NetworkSpec spec) {
        String obstacle = OneDnn.obstacleToBfloat16().orElse("");
        assumeTrue(obstacle.isEmpty(), obstacle);
        NetworkTrainer.Setup setup =
                new NetworkTrainer.Setup(OptimiserKind.ADAM, USERS, 1).withPrecision(NetworkTrainer.Precision.BF16);
        try (CpuTrainer one = cpu(spec, setup);
                CpuTrainer three = cpu(
                        spec,
                        new NetworkTrainer.Setup(OptimiserKind.ADAM, USERS, 3)
                                .withPrecision(NetworkTrainer.Precision.BF16))) {
            train(one, 6);
            train(three, 6);
            assertSame(three.parameters(), one.parameters());
            try (CpuTrainer resumed = new CpuTrainer(
                    spec,
                    setup,
                    new NetworkTrainer.State(
                            one.parameters(),
                            one.optimiserState(),
                            one.snapshot().orElse(one.parameters())))) {
                train(one, 5);
                train(resumed, 5);
                assertSame(resumed.parameters(), one.parameters());
            }
        }
    }

    @Test
    void leavesNoThreadsIfItCannotBeCreated() {
        NetworkSpec spec = networks().get(0);
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Parameters others = Parameters.initial(networks().get(2), 5);
        assertThatThrownBy(() -> new CpuTrainer(
                        spec,
                        new NetworkTrainer.Setup(OptimiserKind.ADAM, USERS, 3),
                        NetworkTrainer.State.initial(spec, others)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("palate-worker"))
                .allMatch(before::contains);
    }

    private static void assertSame(Parameters actual, Parameters expected) {
        for (int l = 0; l < expected.depth(); l++) {
            assertThat(actual.weights(l)).containsExactly(expected.weights(l));
            assertThat(actual.bias(l)).containsExactly(expected.bias(l));
            assertThat(actual.gain(l)).containsExactly(expected.gain(l));
        }
    }
}
