package dev.palate.core.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.training.LazyItemTable.LazyMoments;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.Networks;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training with a loss on sampled items; the batches of all users contain every item. */
class SampledTrainingTest {

    private static final int USERS = 40;
    private static final int FEW = 4;
    private final RatingMatrix ratings = Networks.ratings(USERS);
    private final int[] order = IntStream.range(0, USERS).toArray();

    static List<NetworkSpec> networks() {
        return Networks.all().stream()
                .filter(spec -> spec.loss() == OutputLoss.MULTINOMIAL && !spec.hasCompositePrior())
                .toList();
    }

    private static CpuTrainer trainer(NetworkSpec spec, int samples, int threads) {
        return new CpuTrainer(
                spec,
                new NetworkTrainer.Setup(OptimiserKind.ADAM, USERS, threads).withOutputSamples(samples),
                NetworkTrainer.State.initial(spec, Parameters.initial(spec, 5)));
    }

    private double step(NetworkTrainer trainer, int step, int from, int to) {
        return trainer.step(ratings, order, from, to, StepSettings.of(9, step, 0.01, 0.5));
    }

    /** With all items drawn, nothing is estimated; with all items in every batch, every row is updated. */
    @ParameterizedTest
    @MethodSource("networks")
    void aSampleOfAllItemsGivesTheTrainingOnAllItems(NetworkSpec spec) {
        try (CpuTrainer all = trainer(spec, 0, 2);
                CpuTrainer sampled = trainer(spec, Networks.ITEMS, 2)) {
            for (int step = 1; step <= 5; step++) {
                double expected = step(all, step, 0, USERS);
                assertThat(step(sampled, step, 0, USERS)).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
            }
            sampled.endEpoch();
            for (int l = 0; l < spec.weightedLayers().size(); l++) {
                assertThat(sampled.parameters().weights(l))
                        .containsExactly(all.parameters().weights(l), within(1e-4f));
                assertThat(sampled.parameters().bias(l))
                        .containsExactly(all.parameters().bias(l), within(1e-4f));
                assertThat(sampled.optimiserState().second().get().weights(l))
                        .containsExactly(all.optimiserState().second().get().weights(l), within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void onlyRowsOfItemsInTheStepChange(NetworkSpec spec) {
        try (CpuTrainer trainer = trainer(spec, 1, 1)) {
            Parameters before = trainer.parameters();
            step(trainer, 1, 3, 4);
            Parameters after = trainer.parameters();
            int last = after.depth() - 1;
            int rated = ratings.rowStart(4) - ratings.rowStart(3);
            assertThat(changedRows(before.weights(0), after.weights(0))).isBetween(1, rated);
            assertThat(changedRows(before.weights(last), after.weights(last))).isBetween(1, rated + 1);
        }
    }

    private static int changedRows(float[] before, float[] after) {
        int length = before.length / Networks.ITEMS;
        return (int) IntStream.range(0, Networks.ITEMS)
                .filter(item ->
                        IntStream.range(item * length, (item + 1) * length).anyMatch(k -> before[k] != after[k]))
                .count();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void computesTheSameBitsOnAnyNumberOfThreads(NetworkSpec spec) {
        try (CpuTrainer one = trainer(spec, FEW, 1);
                CpuTrainer three = trainer(spec, FEW, 3)) {
            for (int step = 1; step <= 6; step++) {
                int from = step % 3 * 10;
                assertThat(step(three, step, from, from + 9)).isEqualTo(step(one, step, from, from + 9));
            }
            assertSame(three.parameters(), one.parameters());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void resumesAfterAnEpochWithTheSameBits(NetworkSpec spec) {
        try (CpuTrainer whole = trainer(spec, FEW, 1)) {
            epoch(whole, 1);
            NetworkTrainer.State state =
                    new NetworkTrainer.State(whole.parameters(), whole.optimiserState(), whole.parameters());
            try (CpuTrainer resumed = new CpuTrainer(
                    spec, new NetworkTrainer.Setup(OptimiserKind.ADAM, USERS, 2).withOutputSamples(FEW), state)) {
                epoch(whole, 2);
                epoch(resumed, 2);
                assertSame(resumed.parameters(), whole.parameters());
            }
        }
    }

    private void epoch(NetworkTrainer trainer, int epoch) {
        for (int from = 0; from < USERS; from += 5) {
            step(trainer, epoch, from, from + 5);
        }
        trainer.endEpoch();
    }

    @Test
    void momentsDecayForMissedSteps() {
        LazyMoments lazy = new LazyMoments(Kernels.FASTEST, 2, 1);
        float[] first = lazy.moments().first();
        float[] second = lazy.moments().second();
        lazy.beginStep();
        lazy.catchUp(0);
        first[0] = first[1] = second[0] = second[1] = 1;
        lazy.beginStep();
        lazy.beginStep();
        lazy.catchUp(0);
        assertThat(first[0]).isEqualTo(0.9f);
        assertThat(second[0]).isEqualTo(0.999f);
        lazy.endEpoch();
        assertThat(first[0]).as("updated in the last step").isEqualTo(0.9f);
        assertThat(first[1]).as("never updated").isCloseTo(0.729f, within(1e-6f));
        assertThat(second[1]).isCloseTo(0.997003f, within(1e-6f));
        lazy.endEpoch();
        assertThat(first[1]).isCloseTo(0.729f, within(1e-6f));
    }

    private static void assertSame(Parameters actual, Parameters expected) {
        for (int l = 0; l < expected.depth(); l++) {
            assertThat(actual.weights(l)).containsExactly(expected.weights(l));
            assertThat(actual.bias(l)).containsExactly(expected.bias(l));
        }
    }
}
