package dev.palate.core.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import dev.palate.core.random.CounterRandom;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares the rankings of a small trained Mult-VAE with those of its quantised form. */
class QuantisedAutoencoderTest {

    private static final int USERS = 300;
    private static final int ITEMS = 700;
    private static final int TASTES = 10;
    private static final int TOP = 30;

    @Test
    void keepsNineteenOfTwentyItemsOfATrainedModelsRankings() throws IOException {
        RatingMatrix ratings = ratings();
        VaeHyperparameters settings = new Vae()
                .hyperparameters()
                .read(Map.of("likelihood", "multinomial", "hiddenSizes", List.of(40), "latentSize", 20, "epochs", 20));
        byte[] checkpoint;
        try (Model trained = new Vae().train(TrainingSetup.of(ratings, settings, 1, 1))) {
            checkpoint = saved(trained);
        }
        try (Model exact = new Vae().restore(read(checkpoint));
                ItemScorer quantised =
                        new Vae().restoreQuantised(read(checkpoint)).orElseThrow()) {
            double recall = IntStream.range(0, USERS)
                    .mapToDouble(user -> overlap(exact, quantised, ratings.row(user)))
                    .average()
                    .orElseThrow();
            assertThat(recall).isBetween(0.95, 0.9999);
            assertThat(quantised.posterior()).isPresent();
        }
    }

    private static double overlap(ItemScorer exact, ItemScorer quantised, SparseVector user) {
        int[] expected = top(exact, user).items();
        int[] found = top(quantised, user).items();
        return Arrays.stream(found)
                        .filter(item -> Arrays.stream(expected).anyMatch(other -> other == item))
                        .count()
                / (double) TOP;
    }

    private static Ranking top(ItemScorer scorer, SparseVector user) {
        float[] scores = new float[ITEMS];
        scorer.score(user, scores);
        return TopN.select(scores, TOP, item -> !user.contains(item));
    }

    /** Every user rates twenty items, three of four according to the user's taste. */
    private static RatingMatrix ratings() {
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            CounterRandom random = CounterRandom.of(5, CounterRandom.Stream.SHUFFLE, 0, user);
            int taste = user % TASTES;
            int[] items = IntStream.range(0, 20)
                    .map(k -> random.below(2L * k, 4) == 0
                            ? random.below(2L * k + 1, ITEMS)
                            : random.below(2L * k + 1, ITEMS / TASTES) * TASTES + taste)
                    .distinct()
                    .toArray();
            float[] values = new float[items.length];
            Arrays.fill(values, 5);
            rows.add(SparseVector.of(items, values));
        }
        return RatingMatrix.of(ITEMS, rows);
    }

    private static byte[] saved(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        model.save(writer);
        writer.finish();
        return bytes.toByteArray();
    }

    private static CheckpointReader read(byte[] checkpoint) throws IOException {
        return new CheckpointReader(new ByteArrayInputStream(checkpoint));
    }
}
