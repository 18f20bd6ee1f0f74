package dev.palate.core.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.Parameters;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.vae.Dae;
import dev.palate.core.vae.DaeHyperparameters;
import dev.palate.core.vae.RecVae;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitialBiasesTest {

    private static final int ITEMS = InitialBiases.WIDE;

    private static final Dae DAE = new Dae();

    /** Item 0 is liked by two users and item 1 by one; the only rating of item 2 is a unit below the threshold. */
    private static final RatingMatrix RATINGS = ratings(ITEMS);

    private static RatingMatrix ratings(int items) {
        return RatingMatrix.of(
                items,
                List.of(
                        SparseVector.of(new int[] {0, 1}, new float[] {5, 4}),
                        SparseVector.of(new int[] {0, 2}, new float[] {4, 3})));
    }

    private static DaeHyperparameters dae(double lowWeight) {
        return DAE.hyperparameters()
                .read(Map.of("layerSizes", List.of(2), "lowWeight", lowWeight, "epochs", 1, "learningRate", 1e-7));
    }

    private static Parameters initial(NetworkSpec spec) {
        Parameters parameters = Parameters.initial(spec, 7);
        InitialBiases.set(spec, ratings(spec.itemCount()), parameters);
        return parameters;
    }

    private static void assertUnchanged(NetworkSpec spec, int layer) {
        assertThat(initial(spec).bias(layer))
                .isEqualTo(Parameters.initial(spec, 7).bias(layer));
    }

    @Test
    void beginsWithTheCentredLogarithmOfPopularity() {
        double mean = (Math.log(3) + Math.log(2)) / ITEMS;
        float[] bias = initial(DAE.spec(dae(0), ITEMS)).bias(1);
        assertThat(bias[0]).isCloseTo((float) (Math.log(3) - mean), within(1e-6f));
        assertThat(bias[1]).isCloseTo((float) (Math.log(2) - mean), within(1e-6f));
        assertThat(bias[2]).isEqualTo(bias[3]).isCloseTo((float) -mean, within(1e-6f));
    }

    @Test
    void countsLowRatingsAsTheTargetsOfTrainingDo() {
        double mean = (Math.log(3) + Math.log(2) + Math.log(1.5)) / ITEMS;
        assertThat(initial(DAE.spec(dae(0.5), ITEMS)).bias(1)[2])
                .isCloseTo((float) (Math.log(1.5) - mean), within(1e-6f));
    }

    @Test
    void lowersTheLogVarianceOfAStandardPriorOnly() {
        Vae vae = new Vae();
        VaeHyperparameters h = vae.hyperparameters().read(Map.of("latentSize", 2));
        assertThat(initial(vae.spec(h, ITEMS)).bias(0)).containsExactly(new float[] {0, 0, -4, -4}, within(0f));

        RecVae recvae = new RecVae();
        NetworkSpec composite = recvae.spec(recvae.hyperparameters().read(Map.of("latentSize", 2)), ITEMS);
        assertUnchanged(composite, composite.encoderDepth() - 1);
    }

    @Test
    void leavesNarrowNetworksAndSquaredErrorsAsTheyAre() {
        assertUnchanged(DAE.spec(dae(0), ITEMS - 1), 1);
        VaeHyperparameters h = new Vae()
                .hyperparameters()
                .read(Map.of("likelihood", "gaussian", "hiddenSizes", List.of(), "latentSize", 2));
        assertUnchanged(new Vae().spec(h, ITEMS), 0);
        assertUnchanged(new Vae().spec(h, ITEMS), 1);
    }

    /** With a learning rate of almost 0, an epoch does not change what training began with. */
    @Test
    void trainingBeginsWithTheScoresOfPopularity() {
        float[] scores = new float[ITEMS];
        try (Model model = DAE.train(TrainingSetup.of(RATINGS, dae(0), 7, 1))) {
            model.score(SparseVector.empty(), scores);
        }
        assertThat((double) scores[0] - scores[3]).isCloseTo(Math.log(3), within(1e-4));
        assertThat((double) scores[1] - scores[3]).isCloseTo(Math.log(2), within(1e-4));
    }
}
