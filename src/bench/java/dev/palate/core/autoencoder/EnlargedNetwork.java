package dev.palate.core.autoencoder;

import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;
import dev.palate.core.network.Parameters;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A Mult-VAE over more items than a benchmark can train: it is trained on {@value #TRAINED_ITEMS} random items, then the rows
 * and the bias of every item are repeated with noise of a third of the row's standard deviation. So the rows have the common
 * directions and near neighbours of trained rows, which random rows lack.
 */
public final class EnlargedNetwork implements ParameterSource {

    public static final int TRAINED_ITEMS = 20_000;
    private static final int TASTES = 50;
    private static final int RATINGS_PER_USER = 100;
    private static final float NOISE = 1 / 3f;

    private final int items;
    private final Parameters trained;
    private final VaeHyperparameters hyperparameters;

    private EnlargedNetwork(int items, Parameters trained, VaeHyperparameters hyperparameters) {
        this.items = items;
        this.trained = trained;
        this.hyperparameters = hyperparameters;
    }

    public static EnlargedNetwork train(int items, int users, int epochs) {
        return train(items, users, epochs, 600, 200);
    }

    /** The same network with other layers. */
    public static EnlargedNetwork train(int items, int users, int epochs, int hidden, int latent) {
        VaeHyperparameters hyperparameters = new Vae()
                .hyperparameters()
                .read(
                        VaeHyperparameters.NOTEBOOK,
                        Map.of(
                                "likelihood",
                                "multinomial",
                                "hiddenSizes",
                                List.of(hidden),
                                "latentSize",
                                200,
                                "dropout",
                                0.5,
                                "beta",
                                0.2,
                                "threshold",
                                0,
                                "batchSize",
                                500,
                                "epochs",
                                epochs));
        RatingMatrix ratings = RatingMatrix.of(
                TRAINED_ITEMS,
                IntStream.range(0, users)
                        .mapToObj(user -> user(user, TRAINED_ITEMS))
                        .toList());
        try (Autoencoder model = (Autoencoder) new Vae().train(TrainingSetup.of(ratings, hyperparameters, 1, 2))) {
            return new EnlargedNetwork(items, model.parameters(), hyperparameters);
        }
    }

    /** A user whose ratings follow one taste in three of four items, with popular items rated more often. */
    public static SparseVector user(int user, int items) {
        SplittableRandom random = new SplittableRandom(user);
        int taste = user % TASTES;
        int[] rated = IntStream.range(0, RATINGS_PER_USER)
                .map(k -> {
                    double popularity = random.nextDouble();
                    int item = (int) (popularity * popularity * items);
                    return random.nextInt(4) == 0 ? item : item / TASTES * TASTES + taste;
                })
                .distinct()
                .toArray();
        float[] values = new float[rated.length];
        Arrays.fill(values, 5);
        return SparseVector.of(rated, values);
    }

    public NetworkSpec spec() {
        return new Vae().spec(hyperparameters, items);
    }

    /** The network over the items that it was trained on. */
    public NetworkSpec trainedSpec() {
        return new Vae().spec(hyperparameters, TRAINED_ITEMS);
    }

    public Parameters trained() {
        return trained;
    }

    public Map<String, Object> hyperparameters() {
        return new Vae().hyperparameters().write(hyperparameters);
    }

    /** Writes the same sections as a trained model's {@code save}, with one table in memory at a time. */
    public void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.text("network", SpecText.write(spec()));
        for (int l = 0; l < trained.depth(); l++) {
            String prefix = "parameters." + l + ".";
            checkpoint.floats(prefix + "weights", weights(l));
            checkpoint.floats(prefix + "bias", bias(l));
            checkpoint.floats(prefix + "gain", gain(l));
            checkpoint.floats(prefix + "shift", shift(l));
        }
    }

    public List<String> itemIds() {
        List<String> ids = new ArrayList<>(items);
        for (int item = 1; item <= items; item++) {
            ids.add(Integer.toString(item));
        }
        return ids;
    }

    @Override
    public float[] weights(int layer) {
        if (!growsWithItems(layer)) {
            return trained.weights(layer);
        }
        int length = layer == 0 ? trained.bias(0).length : trained.weights(layer).length / TRAINED_ITEMS;
        float[] weights = new float[Math.multiplyExact(items, length)];
        weightRows(layer, length, (item, row, offset) -> System.arraycopy(row, offset, weights, item * length, length));
        return weights;
    }

    @Override
    public void weightRows(int layer, int length, Rows rows) {
        if (!growsWithItems(layer)) {
            trained.weightRows(layer, length, rows);
            return;
        }
        float[] row = new float[length];
        for (int item = 0; item < items; item++) {
            System.arraycopy(trained.weights(layer), item % TRAINED_ITEMS * length, row, 0, length);
            if (item >= TRAINED_ITEMS) {
                disturb(row, new SplittableRandom(31L * item + layer));
            }
            rows.accept(item, row, 0);
        }
    }

    private static void disturb(float[] row, SplittableRandom random) {
        double squares = 0;
        for (float weight : row) {
            squares += weight * weight;
        }
        float deviation = NOISE * (float) Math.sqrt(squares / row.length);
        for (int i = 0; i < row.length; i++) {
            // Nearly Gaussian, of deviation 1/2.
            double noise = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
            row[i] += (float) (2 * noise * deviation);
        }
    }

    @Override
    public float[] bias(int layer) {
        float[] bias = trained.bias(layer);
        if (layer == 0 || !growsWithItems(layer)) {
            return bias;
        }
        float[] enlarged = new float[items];
        for (int item = 0; item < items; item++) {
            enlarged[item] = bias[item % TRAINED_ITEMS];
        }
        return enlarged;
    }

    @Override
    public float[] gain(int layer) {
        return trained.gain(layer);
    }

    @Override
    public float[] shift(int layer) {
        return trained.shift(layer);
    }

    private boolean growsWithItems(int layer) {
        return layer == 0 || layer == trained.depth() - 1;
    }
}
