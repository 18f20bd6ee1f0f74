package dev.palate.core.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.engine.inference.QuantisedScorer;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Initialisation;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkSpec.Objective;
import dev.palate.core.network.NetworkSpec.Topology;
import dev.palate.core.network.Networks;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.Regularisation;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoencoderTest {

    private static final int USERS = 70; // more than one batch of the scorer

    static List<NetworkSpec> networks() {
        return Networks.all();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void scoresOneUserLikeMany(NetworkSpec spec) {
        RatingMatrix ratings = Networks.ratings(USERS);
        float[] many = new float[USERS * Networks.ITEMS];
        float[] one = new float[Networks.ITEMS];
        try (Autoencoder model = Autoencoder.of(spec, Parameters.initial(spec, 3))) {
            model.scoreRows(ratings, 0, USERS, many);
            for (int u = 0; u < USERS; u++) {
                model.score(ratings.row(u), one);
                for (int i = 0; i < Networks.ITEMS; i++) {
                    assertThat(one[i]).isCloseTo(many[u * Networks.ITEMS + i], within(1e-5f));
                }
            }
        }
    }

    /** Enough weights for two processors to share a pass, with a boundary inside the catalogue. */
    @Test
    void scoresALargeCatalogueInSharesAsTheMatrixProduct() {
        int items = 28_001;
        VaeHyperparameters wide = HyperparameterSchema.of(VaeHyperparameters.RANKING)
                .read(Map.of("hiddenSizes", List.of(), "latentSize", 600));
        NetworkSpec spec = new Vae().spec(wide, items);
        int users = 17;
        List<SparseVector> rows = IntStream.range(0, users)
                .mapToObj(u -> SparseVector.of(new int[] {u, 14_000 + u, items - 1 - u}, new float[] {5, 4, 5}))
                .toList();
        float[] product = new float[users * items];
        float[] some = new float[3 * items];
        float[] alone = new float[items];
        try (Autoencoder model = Autoencoder.of(spec, Parameters.initial(spec, 3))) {
            RatingMatrix matrix = RatingMatrix.of(items, rows);
            model.scoreRows(matrix, 0, users, product);
            model.scoreRows(matrix, 0, 3, some);
            for (int u = 0; u < 3; u++) {
                model.score(rows.get(u), alone);
                assertThat(Arrays.copyOfRange(some, u * items, (u + 1) * items)).containsExactly(alone);
                assertThat(alone)
                        .containsExactly(Arrays.copyOfRange(product, u * items, (u + 1) * items), Offset.offset(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 16})
    void scoresFewUsersTogetherToTheSameBitsAsAlone(int users) {
        int items = 301; // more than two panels and no multiple of any kernel's block
        VaeHyperparameters small = HyperparameterSchema.of(VaeHyperparameters.RANKING)
                .read(Map.of("hiddenSizes", List.of(150), "latentSize", 37));
        NetworkSpec spec = new Vae().spec(small, items);
        List<SparseVector> rows = IntStream.range(0, users)
                .mapToObj(u -> SparseVector.of(new int[] {u, 100 + 3 * u, 300 - u}, new float[] {5, 4, 5}))
                .toList();
        float[] together = new float[users * items];
        float[] alone = new float[items];
        try (Autoencoder model = Autoencoder.of(spec, Parameters.initial(spec, 3))) {
            model.scoreRows(RatingMatrix.of(items, rows), 0, users, together);
            for (int u = 0; u < users; u++) {
                model.score(rows.get(u), alone);
                assertThat(Arrays.copyOfRange(together, u * items, (u + 1) * items))
                        .containsExactly(alone);
            }
        }
    }

    /** A network whose scores are its inputs. */
    @Test
    void weighsOlderItemsOfTheFoldInByRecencyBeforeTheNorm() throws IOException {
        NetworkSpec spec = new NetworkSpec(
                3,
                InputTransform.binary(4, 0.5, 1, 0.5),
                Topology.of(List.of(Layer.of(3, ActivationFunction.IDENTITY)), Optional.empty(), List.of()),
                new Objective(OutputLoss.MULTINOMIAL, Regularisation.NONE),
                Initialisation.GLOROT);
        Parameters identity = Parameters.zeros(spec);
        for (int item = 0; item < 3; item++) {
            identity.weights(0)[4 * item] = 1;
            identity.weights(1)[4 * item] = 1;
        }
        // The latest item is disliked, so the others have the ranks 1 and 2: 1/2 and 1/3, whose norm is sqrt(13) / 6.
        SparseVector user = SparseVector.of(new int[] {0, 1, 2}, new float[] {5, 3, 4}, new long[] {20, 30, 10});
        float[] expected = {3 / (float) Math.sqrt(13), 0, 2 / (float) Math.sqrt(13)};
        float[] scores = new float[3];
        try (Autoencoder model = Autoencoder.of(spec, identity);
                QuantisedScorer quantised = new QuantisedScorer(spec, identity)) {
            assertThat(model.usesRecency()).isTrue();
            model.score(user, scores);
            assertThat(scores).containsExactly(expected, within(1e-6f));
            model.scoreRows(RatingMatrix.of(3, List.of(user)), 0, 1, scores);
            assertThat(scores).containsExactly(expected, within(1e-6f));
            quantised.score(user, scores);
            assertThat(scores).containsExactly(expected, within(1e-6f));
        }
    }

    @Test
    void readsANetworkFromBeforeRecency() throws IOException {
        NetworkSpec spec = networks().get(4);
        String old = SpecText.write(spec).replaceFirst("input.recency=0.7\n", "");
        assertThat(spec.input().recency()).isEqualTo(0.7f);
        assertThat(SpecText.read(old).input().recency()).isZero();
        assertThat(SpecText.read(SpecText.write(spec))).isEqualTo(spec);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void scoresTheSameBitsAfterSavingAndRestoring(NetworkSpec spec) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SparseVector user = Networks.ratings(1).row(0);
        float[] before = new float[Networks.ITEMS];
        float[] after = new float[Networks.ITEMS];
        try (Autoencoder model = Autoencoder.of(spec, Parameters.initial(spec, 3))) {
            model.score(user, before);
            CheckpointWriter writer = new CheckpointWriter(bytes);
            model.save(writer);
            writer.finish();
        }
        CheckpointReader reader = new CheckpointReader(new ByteArrayInputStream(bytes.toByteArray()));
        try (Autoencoder restored = Autoencoder.restore(reader)) {
            restored.score(user, after);
            assertThat(restored.spec()).isEqualTo(spec);
        }
        assertThat(after).containsExactly(before);
    }
}
