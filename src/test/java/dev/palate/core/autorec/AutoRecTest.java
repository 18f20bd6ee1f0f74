package dev.palate.core.autorec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.hyperparameter.InvalidHyperparametersException;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.model.RatingPredicting;
import dev.palate.core.network.Networks;
import dev.palate.core.random.CounterRandom;
import dev.palate.core.training.Setups;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.WarmStart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoRecTest {

    private final AutoRec algorithm = new AutoRec();
    private final RatingMatrix ratings = twoTastes();

    /** 60 users who give 5 to one half of the items and 1 to the other, each having rated about half of all. */
    private static RatingMatrix twoTastes() {
        List<SparseVector> rows = new ArrayList<>();
        for (int u = 0; u < 60; u++) {
            CounterRandom random = CounterRandom.of(8, CounterRandom.Stream.SHUFFLE, 0, u);
            int taste = u % 2;
            int[] items = IntStream.range(0, Networks.ITEMS)
                    .filter(i -> random.uniform(i) < 0.5)
                    .toArray();
            float[] values = new float[items.length];
            for (int k = 0; k < items.length; k++) {
                values[k] = items[k] % 2 == taste ? 5 : 1;
            }
            rows.add(SparseVector.of(items, values));
        }
        return RatingMatrix.of(Networks.ITEMS, rows);
    }

    private Model train(String variant, boolean centred) {
        AutoRecHyperparameters h = algorithm
                .hyperparameters()
                .read(Map.of(
                        "objective",
                        "observed",
                        "variant",
                        variant,
                        "centred",
                        centred,
                        "hiddenSize",
                        8,
                        "learningRate",
                        0.02,
                        "batchSize",
                        16,
                        "epochs",
                        120));
        return algorithm.train(TrainingSetup.of(ratings, h, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({"user,false", "user,true", "item,false", "item,true"})
    void learnsWhichHalfAUserLikesAndFoldsInANewUser(String variant, boolean centred) throws IOException {
        try (Model model = train(variant, centred)) {
            SparseVector visitor = SparseVector.of(new int[] {0, 1, 2, 3}, new float[] {1, 5, 1, 5});
            float[] scores = new float[Networks.ITEMS];
            model.score(visitor, scores);
            assertThat(scores[11]).isGreaterThan(scores[12] + 1.5f);
            assertThat(restoredScores(model, visitor)).containsExactly(scores);
            float[] predictions = new float[Networks.ITEMS];
            ((RatingPredicting) model).predict(0, ratings.row(0), predictions);
            assertThat(predictions[2]).isBetween(3.8f, 6f);
            assertThat(predictions[3]).isBetween(0f, 2.2f);
        }
    }

    private float[] restoredScores(Model model, SparseVector user) throws IOException {
        float[] scores = new float[Networks.ITEMS];
        try (Model restored = algorithm.restore(new CheckpointReader(new ByteArrayInputStream(bytes(model))))) {
            restored.score(user, scores);
        }
        return scores;
    }

    private static byte[] bytes(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        model.save(writer);
        writer.finish();
        return bytes.toByteArray();
    }

    @Test
    void refusesAWarmStartOfTheItemBasedVariant() throws IOException {
        byte[] saved;
        try (Model model = train("item", true)) {
            saved = bytes(model);
        }
        AutoRecHyperparameters h = algorithm.hyperparameters().read(Map.of("objective", "observed", "variant", "item"));
        WarmStart start = new WarmStart(new CheckpointReader(new ByteArrayInputStream(saved)), new int[Networks.ITEMS]);
        assertThatThrownBy(() -> algorithm.train(Setups.warm(TrainingSetup.of(ratings, h, 1, 1), start)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot start from an earlier version");
    }

    @ParameterizedTest
    @CsvSource({
        "reconstruction, false, observed, false, 'the same loss, SQUARED_OBSERVED; the earlier one was trained with SQUARED_SUM'",
        "reconstruction, false, observed, true, 'the same setting of centred, which is true here'",
        "observed, true, observed, false, 'the same setting of centred, which is false here'"
    })
    void refusesAWarmStartFromADifferentKindOfNetwork(
            String earlier, boolean earlierCentred, String objective, boolean centred, String reason)
            throws IOException {
        byte[] saved;
        try (Model model = algorithm.train(userBased(earlier, earlierCentred))) {
            saved = bytes(model);
        }
        WarmStart start = new WarmStart(
                new CheckpointReader(new ByteArrayInputStream(saved)),
                IntStream.range(0, Networks.ITEMS).toArray());
        assertThatThrownBy(() -> algorithm.train(Setups.warm(userBased(objective, centred), start)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
        algorithm.train(Setups.warm(userBased(earlier, earlierCentred), start)).close();
    }

    private TrainingSetup<AutoRecHyperparameters> userBased(String objective, boolean centred) {
        Map<String, ?> settings = Map.of("objective", objective, "centred", centred, "epochs", 1);
        return TrainingSetup.of(ratings, algorithm.hyperparameters().read(settings), 1, 1);
    }

    @Test
    void refusesAnItemBasedReconstruction() {
        assertThatThrownBy(() -> algorithm.hyperparameters().read(Map.of("variant", "item")))
                .isInstanceOf(InvalidHyperparametersException.class);
    }
}
