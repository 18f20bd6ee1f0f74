package dev.palate.spark.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.ease.Ease;
import dev.palate.core.ease.EaseHyperparameters;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Model;
import dev.palate.core.model.SparseItemModel;
import dev.palate.core.training.TrainingSetup;
import dev.palate.spark.Cluster;
import dev.palate.spark.TestOrders;
import dev.palate.spark.TestRatings;
import dev.palate.spark.data.FileSource;
import dev.palate.spark.data.RatingSource;
import dev.palate.spark.data.TrainingData;
import dev.palate.spark.model.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseEaseJobTest {

    private static final TestRatings RATINGS = TestRatings.generate(400, 120, 7);

    @TempDir
    private Path folder;

    @Test
    void equalsTheTrainingOnOneMachine() throws IOException {
        Order order = order("\"neighbours\": 30, \"lambda\": 20");
        assertEqual(train(order, 3), onOneMachine(order));
    }

    @Test
    void equalsItWithWeightsOfUsersItemsAndLowRatingsAlthoughAnExecutorIsKilled() throws Exception {
        Order order = order("\"neighbours\": 20, \"lambda\": 20, \"lowWeight\": 0.5, \"popularityExponent\": 0.3,"
                + " \"activityExponent\": 0.4");
        SparseItemModel model = Cluster.killingAnExecutor(20, () -> train(order, 4));
        assertEqual(model, onOneMachine(order));
    }

    @Test
    void dividesItemsByTheirUsers() {
        assertThat(GramJob.bounds(new double[] {9, 0, 0, 0, 0, 5, 9}, 3)).containsExactly(0, 1, 6, 7);
        assertThat(GramJob.bounds(new double[] {1}, 1)).containsExactly(0, 1);
    }

    private static Order order(String hyperparameters) {
        return TestOrders.of("ease", "\"weights\": \"sparse\", " + hyperparameters);
    }

    private SparseItemModel train(Order order, int blocks) throws IOException {
        try (RatingSource source =
                FileSource.csv(Cluster.SESSION, RATINGS.csv(folder).toString(), Instant.EPOCH)) {
            TrainingData data = TrainingData.load(source, 3);
            assertThat(data.users()).isEqualTo(RATINGS.users());
            assertThat(data.items()).isEqualTo(RATINGS.items());
            assertThat(data.ratingCount()).isEqualTo(RATINGS.matrix().size());
            Model model = new SparseEaseJob(Cluster.SPARK, order, blocks)
                    .train(data, data.training(data.split(order.evaluation())));
            return (SparseItemModel) model;
        }
    }

    private static SparseItemModel onOneMachine(Order order) {
        int[] train = order.evaluation()
                .holdOut()
                .users(RATINGS.users(), user ->
                        (int) relevant(user, order.evaluation().threshold()))
                .train();
        return (SparseItemModel) new Ease()
                .train(TrainingSetup.of(
                        RATINGS.matrix().selectRows(train),
                        (EaseHyperparameters) order.contender().hyperparameters(),
                        order.seed(),
                        2));
    }

    private static long relevant(int user, double threshold) {
        return IntStream.range(0, RATINGS.matrix().row(user).size())
                .filter(k -> RATINGS.matrix().row(user).value(k) >= threshold)
                .count();
    }

    private static void assertEqual(SparseItemModel actual, SparseItemModel expected) {
        RatingMatrix weights = actual.weights();
        assertThat(weights.size()).isEqualTo(expected.weights().size()).isPositive();
        assertThat(actual.threshold()).isEqualTo(expected.threshold());
        for (int row = 0; row < weights.rowCount(); row++) {
            assertThat(weights.row(row).indexes())
                    .isEqualTo(expected.weights().row(row).indexes());
            for (int k = 0; k < weights.row(row).size(); k++) {
                assertThat(weights.row(row).value(k))
                        .isCloseTo(expected.weights().row(row).value(k), within(1e-5f));
            }
        }
    }
}
