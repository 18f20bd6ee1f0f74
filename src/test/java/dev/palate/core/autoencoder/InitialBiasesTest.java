package dev.palate.core.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.Networks;
import dev.palate.core.network.Parameters;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.vae.Dae;
import dev.palate.core.vae.DaeHyperparameters;
import dev.palate.core.vae.RecVae;
import dev.palate.core.vae.RecVaeHyperparameters;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitialBiasesTest {

    /** Item 0 is liked by two users, item 1 by one, item 2 by none: its rating is a unit below the threshold. */
    private static final RatingMatrix RATINGS = RatingMatrix.of(
            4,
            List.of(
                    SparseVector.of(new int[] {0, 1}, new float[] {5, 4}),
                    SparseVector.of(new int[] {0, 2}, new float[] {4, 3})));

    private static Parameters initial(NetworkSpec spec) {
        Parameters parameters = Parameters.initial(spec, 7);
        InitialBiases.set(spec, RATINGS, parameters);
        return parameters;
    }

    private static NetworkSpec dae(double lowWeight) {
        Dae dae = new Dae();
        return dae.spec(dae.hyperparameters().read(Map.of("layerSizes", List.of(3), "lowWeight", lowWeight)), 4);
    }

    @Test
    void beginsWithTheCentredLogarithmOfPopularity() {
        double mean = (Math.log(3) + Math.log(2)) / 4;
        assertThat(initial(dae(0)).bias(1))
                .containsExactly(
                        new float[] {
                            (float) (Math.log(3) - mean), (float) (Math.log(2) - mean), (float) -mean, (float) -mean
                        },
                        within(1e-6f));
    }

    @Test
    void countsLowRatingsAsTheTargetsOfTrainingDo() {
        double mean = (Math.log(3) + Math.log(2) + Math.log(1.5)) / 4;
        assertThat(initial(dae(0.5)).bias(1)[2]).isCloseTo((float) (Math.log(1.5) - mean), within(1e-6f));
    }

    @Test
    void onlyTheLogVarianceOfAStandardPriorIsLow() {
        VaeHyperparameters h = new Vae().hyperparameters().read(Map.of("latentSize", 2));
        assertThat(initial(new Vae().spec(h, 4)).bias(0)).containsExactly(new float[] {0, 0, -4, -4}, within(0f));

        RecVaeHyperparameters composite = new RecVae().hyperparameters().read(Map.of("latentSize", 2));
        NetworkSpec spec = new RecVae().spec(composite, 4);
        int head = spec.encoderDepth() - 1;
        assertThat(initial(spec).bias(head))
                .isEqualTo(Parameters.initial(spec, 7).bias(head));
    }

    @Test
    void networksWithSquaredErrorsRemainAsTheyAre() {
        NetworkSpec notebook = new Vae().spec(VaeHyperparameters.NOTEBOOK, 4);
        assertThat(initial(notebook).bias(notebook.encoderDepth() - 1)).hasSize(20).doesNotContain(-4f);
        int last = notebook.weightedLayers().size() - 1;
        assertThat(initial(notebook).bias(last))
                .isEqualTo(Parameters.initial(notebook, 7).bias(last));
    }

    @Test
    void trainingBeginsWithTheScoresOfPopularity() {
        RatingMatrix ratings = Networks.ratings(50);
        int[] likes = ratings.atLeast(4).columnCounts();
        Dae dae = new Dae();
        DaeHyperparameters h = dae.hyperparameters()
                .read(Map.of("epochs", 1, "learningRate", 1e-7, "lowWeight", 0, "threshold", 4));
        float[] scores = new float[Networks.ITEMS];
        try (Model model = dae.train(TrainingSetup.of(ratings, h, 7, 1))) {
            model.score(SparseVector.empty(), scores);
        }
        for (int item = 1; item < Networks.ITEMS; item++) {
            assertThat((double) scores[item] - scores[0])
                    .isCloseTo(Math.log1p(likes[item]) - Math.log1p(likes[0]), within(1e-4));
        }
    }
}
