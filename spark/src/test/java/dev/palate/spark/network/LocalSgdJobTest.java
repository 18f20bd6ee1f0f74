package dev.palate.spark.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.network.Parameters;
import dev.palate.core.split.UserSplit;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingSetup;
import dev.palate.spark.Cluster;
import dev.palate.spark.Progress;
import dev.palate.spark.TestOrders;
import dev.palate.spark.TestRatings;
import dev.palate.spark.data.FileSource;
import dev.palate.spark.data.RatingSource;
import dev.palate.spark.data.TrainingData;
import dev.palate.spark.model.Order;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class LocalSgdJobTest {

    private static final TestRatings RATINGS = TestRatings.generate(300, 90, 3);
    private static final Order VAE = TestOrders.of(
            "vae", "\"latentSize\": 8, \"hiddenSizes\": [12], \"epochs\": 4, \"patience\": 0, \"batchSize\": 4");
    private static final Order DAE =
            TestOrders.of("dae", "\"layerSizes\": [8], \"epochs\": 6, \"patience\": 2, \"batchSize\": 20");

    @TempDir
    private Path folder;

    @Test
    void isTheTrainingOfOneProcessInOnePartition() throws IOException {
        for (Order order : new Order[] {VAE, DAE}) {
            assertEqual(train(RATINGS, order, 1, "one", TestOrders.SILENT), onOneMachine(RATINGS, order));
        }
    }

    @Test
    void continuesWithTheSameBits() throws IOException {
        Parameters whole = train(RATINGS, VAE, 3, "whole", TestOrders.SILENT).parameters();
        Progress failing = new Progress(new FailingStream());
        assertThatThrownBy(() -> train(RATINGS, VAE, 3, "interrupted", failing)).hasMessage("the driver is killed");
        assertThat(folder.resolve("interrupted/state-2.palate")).exists();

        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Progress progress = new Progress(new PrintStream(text, true, StandardCharsets.UTF_8));
        Parameters resumed = train(RATINGS, VAE, 3, "interrupted", progress).parameters();

        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("the training continues after epoch 2", "\"continuesAfter\":2");
        assertEqual(resumed, whole);
    }

    @Test
    void endsWithTheSameBitsAfterAnExecutorIsKilled() throws Exception {
        Parameters undisturbed =
                train(RATINGS, VAE, 2, "undisturbed", TestOrders.SILENT).parameters();
        Parameters disturbed = Cluster.killingAnExecutor(
                        26, () -> train(RATINGS, VAE, 2, "disturbed", TestOrders.SILENT))
                .parameters();
        assertEqual(disturbed, undisturbed);
    }

    @Test
    void warnsOfAStateThatIsOfAnotherOrder() throws IOException {
        train(RATINGS, VAE, 2, "state", TestOrders.SILENT);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        train(RATINGS, DAE, 2, "state", new Progress(new PrintStream(text, true, StandardCharsets.UTF_8)));
        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("the training starts from the beginning", "\"continuesAfter\":0")
                .contains("has only 6 steps in each of the 2 partitions");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "MOVIELENS_DIR", matches = ".+")
    void ranksAsWellAsOneProcess() throws IOException {
        TestRatings ratings = TestRatings.movieLens(Path.of(System.getenv("MOVIELENS_DIR")));
        // Each partition takes half of the steps of one process, so that more epochs are needed.
        Order order = TestOrders.of("vae", "\"latentSize\": 200, \"epochs\": 120, \"batchSize\": 32");
        double one = ndcg(ratings, order, onOneMachine(ratings, order));
        double two = ndcg(ratings, order, train(ratings, order, 2, "movielens", TestOrders.SILENT));
        assertThat(two).isGreaterThan(0.98 * one);
    }

    /** Fails when the second epoch is reported. */
    private static final class FailingStream extends PrintStream {

        private int epochs;

        FailingStream() {
            super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        }

        @Override
        public void println(String line) {
            if (line.contains("\"loss\"") && ++epochs == 2) {
                throw new IllegalStateException("the driver is killed");
            }
        }
    }

    private Autoencoder train(TestRatings ratings, Order order, int partitions, String state, Progress progress)
            throws IOException {
        Path csv = ratings.csv(Files.createTempDirectory(folder, "csv"));
        try (RatingSource source = FileSource.csv(Cluster.SESSION, csv.toString(), Instant.EPOCH)) {
            TrainingData data = TrainingData.load(source, partitions);
            LocalSgdJob job = new LocalSgdJob(Cluster.SPARK, order, folder.resolve(state), progress);
            return (Autoencoder) job.train(data).model();
        }
    }

    private static Autoencoder onOneMachine(TestRatings ratings, Order order) {
        return onOneMachine(ratings, order, order.contender());
    }

    private static <H extends Record> Autoencoder onOneMachine(
            TestRatings ratings, Order order, Contender<H> contender) {
        Validation validation = validation(ratings, order, split(ratings, order).validation());
        TrainingSetup<H> setup = new TrainingSetup<>(
                ratings.matrix().selectRows(split(ratings, order).train()),
                contender.hyperparameters(),
                TrainingOptions.of(order.seed(), 2),
                Optional.of(EpochValidation.of(
                        Optional.of("ndcg"), (model, epoch) -> Map.of("ndcg", validation.measure(model)))));
        return (Autoencoder) contender.algorithm().train(setup);
    }

    private static double ndcg(TestRatings ratings, Order order, Model model) {
        return validation(ratings, order, split(ratings, order).test()).measure(model);
    }

    private static Validation validation(TestRatings ratings, Order order, int[] users) {
        return Validation.of(ratings.matrix(), users, 500 / users.length, order.evaluation(), 2);
    }

    private static UserSplit split(TestRatings ratings, Order order) {
        return order.evaluation().holdOut().users(ratings.users(), user -> {
            SparseVector row = ratings.matrix().row(user);
            return (int) IntStream.range(0, row.size())
                    .filter(k -> row.value(k) >= order.evaluation().threshold())
                    .count();
        });
    }

    private static void assertEqual(Autoencoder actual, Autoencoder expected) {
        assertEqual(actual.parameters(), expected.parameters());
    }

    private static void assertEqual(Parameters actual, Parameters expected) {
        assertThat(actual.depth()).isEqualTo(expected.depth());
        for (int layer = 0; layer < actual.depth(); layer++) {
            assertThat(actual.weights(layer)).isEqualTo(expected.weights(layer));
            assertThat(actual.bias(layer)).isEqualTo(expected.bias(layer));
        }
    }
}
