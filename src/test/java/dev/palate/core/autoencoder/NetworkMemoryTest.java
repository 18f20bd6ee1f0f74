package dev.palate.core.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palate.core.engine.onednn.OneDnn;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Model;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingShape;
import dev.palate.core.training.TrainingState;
import dev.palate.core.vae.Dae;
import dev.palate.core.vae.RecVae;
import dev.palate.core.vae.Vae;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the estimate with the memory outside the heap that JavaCPP has allocated for a training while it measures an epoch. */
class NetworkMemoryTest {

    private static final int USERS = 400;
    private static final int ITEMS = 3000;
    private static final int RATINGS_OF_USER = 20;
    private static final int THREADS = 2;

    private final RatingMatrix ratings = ratings();
    private final AtomicLong peak = new AtomicLong();

    private static RatingMatrix ratings() {
        SplittableRandom random = new SplittableRandom(4);
        int[] starts = new int[USERS + 1];
        int[] columns = new int[USERS * RATINGS_OF_USER];
        float[] values = new float[columns.length];
        for (int user = 0; user < USERS; user++) {
            int[] own = random.ints(0, ITEMS)
                    .distinct()
                    .limit(RATINGS_OF_USER)
                    .sorted()
                    .toArray();
            System.arraycopy(own, 0, columns, user * RATINGS_OF_USER, RATINGS_OF_USER);
            starts[user + 1] = (user + 1) * RATINGS_OF_USER;
        }
        Arrays.fill(values, 5);
        return RatingMatrix.ofRows(ITEMS, starts, columns, values);
    }

    private record Case(Algorithm<?> algorithm, Map<String, ?> settings) {

        @Override
        public String toString() {
            return algorithm.name() + settings;
        }
    }

    /** The batches are small, so that the scores of a thread are a great part; 1,500 sampled items with room are more than all. */
    static List<Case> cases() {
        return List.of(
                new Case(new Dae(), Map.of("epochs", 2, "batchSize", 40)),
                new Case(new Vae(), Map.of("epochs", 2, "batchSize", 300, "hiddenSizes", List.of(300, 200))),
                new Case(new RecVae(), Map.of("epochs", 2, "batchSize", 40)),
                new Case(new Dae(), Map.of("epochs", 2, "batchSize", 40, "outputSampling", 50)),
                new Case(new Dae(), Map.of("epochs", 2, "batchSize", 400, "outputSampling", 1500)));
    }

    @Test
    void estimatesTheMemoryOfRoundedFactors() {
        String obstacle = OneDnn.obstacleToBfloat16().orElse("");
        assumeTrue(obstacle.isEmpty(), obstacle);
        assertEstimated(
                new Vae(),
                Map.of("epochs", 2, "batchSize", 300, "hiddenSizes", List.of(300, 200), "precision", "bf16"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void estimatesTheMemoryOutsideOfTheHeap(Case training) {
        assertEstimated(training.algorithm(), training.settings());
    }

    private <H extends Record> void assertEstimated(Algorithm<H> algorithm, Map<String, ?> settings) {
        H h = algorithm.hyperparameters().read(settings);
        long before = Pointer.totalBytes();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onEpoch(EpochReport report, TrainingState saved) {}

            @Override
            public void onBatch(int epoch, int batch, int batches) {
                observe();
            }
        };
        TrainingSetup<H> setup = TrainingSetup.of(ratings, h, 7, THREADS)
                .withListener(listener)
                .withValidation(EpochValidation.of(Optional.empty(), this::measure));
        algorithm.train(setup).close();
        long allocated = peak.get() - before;
        long estimate = algorithm.memory(TrainingShape.of(ratings), h, THREADS).nativeBytes();
        assertThat(estimate).isGreaterThanOrEqualTo(allocated).isLessThan(allocated * 3 / 2);
    }

    private void observe() {
        peak.accumulateAndGet(Pointer.totalBytes(), Math::max);
    }

    /** All threads score rows at the same time. */
    private Map<String, Double> measure(Model model, int epoch) {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        Parallel.run(THREADS, THREADS, (worker, task) -> {
            float[] scores = new float[USERS * ITEMS];
            try {
                barrier.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
            model.scoreRows(ratings, 0, USERS, scores);
            model.score(ratings.row(0), scores);
        });
        observe();
        return Map.of();
    }
}
