package dev.palate.core.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Posterior;
import dev.palate.core.network.Initialisation;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.Latent;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.Networks;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.Regularisation;
import dev.palate.core.random.CounterRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LatentPosteriorTest {

    private static final SparseVector USER = Networks.ratings(1).row(0);

    /** The noise of seed 7 for the fold-in of {@link #drawsTheCodeAsComputedByHand}. */
    private static final SparseVector HAND = SparseVector.of(new int[] {0, 1}, new float[] {2, 1});

    static Stream<NetworkSpec> variational() {
        return Networks.all().stream().filter(spec -> spec.latent().isPresent());
    }

    static Stream<NetworkSpec> others() {
        return Networks.all().stream().filter(spec -> spec.latent().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("variational")
    void equalsTheModelsScoresAtScaleZero(NetworkSpec spec) {
        float[] mean = new float[Networks.ITEMS];
        try (Autoencoder model = Autoencoder.of(spec, Parameters.initial(spec, 3))) {
            model.score(USER, mean);
            float[] drawn = sample(model, 0, 5);
            for (int i = 0; i < mean.length; i++) {
                assertThat(drawn[i]).isCloseTo(mean[i], within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variational")
    void drawsTheSameScoresOnlyForTheSameSeed(NetworkSpec spec) {
        try (Autoencoder model = Autoencoder.of(spec, Parameters.initial(spec, 3))) {
            assertThat(sample(model, 1, 5)).containsExactly(sample(model, 1, 5));
            assertThat(sample(model, 1, 5)).isNotEqualTo(sample(model, 1, 6));
            assertThat(sample(model, 1, 5)).isNotEqualTo(sample(model, 0.5, 5));
        }
    }

    /**
     * Two items and a code of one dimension. Ratings 2 and 1 give {@code mu = 2 * 0.5 + 1 * -1 + 0.25 = 0.25} and
     * {@code logvar = 2 * 1 + 1 * 0 + ln(4) - 2 = ln 4}, so a deviation of 2; item scores are {@code 3 z + 1} and
     * {@code -2 z}.
     */
    @Test
    void drawsTheCodeAsComputedByHand() {
        NetworkSpec spec = new NetworkSpec(
                2,
                InputTransform.RAW,
                NetworkSpec.Topology.of(
                        List.of(), Optional.of(new Latent(1, Latent.Prior.STANDARD, Latent.KlWeight.SUM)), List.of()),
                new NetworkSpec.Objective(OutputLoss.SQUARED_MEAN, Regularisation.NONE),
                Initialisation.UNIFORM_FAN_IN);
        Parameters parameters = Parameters.zeros(spec);
        set(parameters.weights(0), 0.5f, 1, -1, 0);
        set(parameters.bias(0), 0.25f, (float) Math.log(4) - 2);
        set(parameters.weights(1), 3, -2);
        set(parameters.bias(1), 1, 0);
        float[] eps = new float[1];
        CounterRandom.of(7, CounterRandom.Stream.EXPLORATION, 0, LatentPosterior.hash(HAND))
                .gaussians(eps, 0, 1);
        double z = 0.25 + 0.5 * eps[0] * 2;
        float[] scores = new float[2];
        try (Autoencoder model = Autoencoder.of(spec, parameters)) {
            model.posterior().orElseThrow().sample(HAND, 0.5, 7, scores);
        }
        assertThat(eps[0]).isNotZero();
        assertThat(scores[0]).isCloseTo((float) (3 * z + 1), within(1e-5f));
        assertThat(scores[1]).isCloseTo((float) (-2 * z), within(1e-5f));
    }

    @Test
    void deviatesDifferentlyForTwoUsersWithTheSameSeed() {
        assertThat(LatentPosterior.hash(HAND)).isNotEqualTo(LatentPosterior.hash(USER));
    }

    @ParameterizedTest
    @MethodSource("others")
    void isAbsentForNetworksWithoutALatentCode(NetworkSpec spec) {
        try (Autoencoder model = Autoencoder.of(spec, Parameters.initial(spec, 3))) {
            assertThat(model.posterior()).isEmpty();
        }
    }

    private static float[] sample(Autoencoder model, double scale, long seed) {
        Posterior posterior = model.posterior().orElseThrow();
        float[] scores = new float[Networks.ITEMS];
        posterior.sample(USER, scale, seed, scores);
        return scores;
    }

    private static void set(float[] target, float... values) {
        System.arraycopy(values, 0, target, 0, values.length);
    }
}
