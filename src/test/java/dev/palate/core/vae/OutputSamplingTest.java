package dev.palate.core.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.model.TopN;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The users of the data have items of either the lower or the upper half. */
class OutputSamplingTest {

    private static final int ITEMS = 60;
    private static final int USERS = 200;
    private static final int UNSEEN = ITEMS / 2 - 8;

    private final RatingMatrix ratings = RatingMatrix.of(
            ITEMS, IntStream.range(0, USERS).mapToObj(OutputSamplingTest::user).toList());

    private static SparseVector user(int user) {
        int first = user % 2 * ITEMS / 2;
        int[] items = new SplittableRandom(user)
                .ints(first, first + ITEMS / 2)
                .distinct()
                .limit(8)
                .toArray();
        float[] values = new float[items.length];
        Arrays.fill(values, 5);
        return SparseVector.of(items, values);
    }

    private static final class Watch implements TrainingListener {

        private final List<String> warnings = new ArrayList<>();
        private double loss;

        @Override
        public void onEpoch(EpochReport report, TrainingState state) {
            loss = report.trainLoss();
        }

        @Override
        public void onWarning(String message) {
            warnings.add(message);
        }
    }

    private <H extends Record> Model train(Algorithm<H> algorithm, int samples, Watch watch) {
        Map<String, Object> settings =
                new HashMap<>(Map.of("epochs", 30, "batchSize", 20, "learningRate", 0.01, "outputSampling", samples));
        H h = algorithm.hyperparameters().read(settings);
        algorithm.check(h);
        return algorithm.train(TrainingSetup.of(ratings, h, 7, 2).withListener(watch));
    }

    static List<Algorithm<?>> algorithms() {
        return List.of(new Dae(), new Vae());
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void modelsOfSampledItemsKnowTheDataAsThoseOfAllItemsDo(Algorithm<?> algorithm) {
        Watch all = new Watch();
        train(algorithm, 0, all).close();
        Watch watch = new Watch();
        try (Model model = train(algorithm, 3, watch)) {
            assertThat(watch.warnings).isEmpty();
            assertThat(watch.loss).as("estimated").isNotEqualTo(all.loss);
            assertThat(watch.loss / all.loss).isBetween(0.9, 1.1);
            for (int user = USERS; user < USERS + 20; user++) {
                SparseVector shown = user(user);
                float[] scores = new float[ITEMS];
                model.score(shown, scores);
                int[] best = TopN.select(scores, UNSEEN, item -> !shown.contains(item))
                        .items();
                int half = user % 2;
                assertThat(IntStream.of(best)).allMatch(item -> item / (ITEMS / 2) == half);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void asManySamplesAsItemsAreTheLossOnAllItems(Algorithm<?> algorithm) {
        Watch all = new Watch();
        train(algorithm, 0, all).close();
        Watch watch = new Watch();
        train(algorithm, ITEMS, watch).close();
        assertThat(watch.warnings)
                .containsExactly(
                        "the loss includes all items, because the 60 items to sample are not fewer than all 60");
        assertThat(watch.loss).isEqualTo(all.loss);
    }

    @Test
    void refusesWhatSampledItemsDoNotSupport() {
        Vae vae = new Vae();
        assertThatThrownBy(() ->
                        vae.check(vae.hyperparameters().read(Map.of("outputSampling", 3, "likelihood", "gaussian"))))
                .hasMessage("outputSampling needs the likelihood multinomial");
        Dae dae = new Dae();
        assertThatThrownBy(() -> dae.check(dae.hyperparameters().read(Map.of("outputSampling", 3, "optimiser", "sgd"))))
                .hasMessage("outputSampling needs the optimiser adam");
    }
}
