package dev.palate.core.ratingknn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.SavedModel;
import dev.palate.core.baseline.RatingBaseline;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.network.Networks;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatingKnnTest {

    /** Items 0 and 1 are rated alike, item 2 is rated the other way round. */
    private static final RatingMatrix RATINGS = RatingMatrix.of(
            3,
            List.of(
                    SparseVector.of(new int[] {0, 1, 2}, new float[] {5, 5, 1}),
                    SparseVector.of(new int[] {0, 1, 2}, new float[] {1, 1, 5}),
                    SparseVector.of(new int[] {0, 1, 2}, new float[] {4, 5, 2}),
                    SparseVector.of(new int[] {0, 1, 2}, new float[] {2, 1, 4})));

    @Test
    void predictsTheBaselineAndTheResidualOfTheSimilarItem() {
        SparseVector user = SparseVector.of(new int[] {0, 2}, new float[] {5, 1});
        Model model = train(new RatingKnnHyperparameters(40, 0, 0));
        RatingBaseline baseline = RatingBaseline.alternating(RATINGS);
        float[] expected = new float[3];
        baseline.addTo(expected, user);

        // Item 2 has a negative similarity to item 1, so item 0 alone predicts it, with its whole residual.
        float residual = baseline.residuals(user).value(0);
        assertThat(scores(model, user)[1]).isCloseTo(expected[1] + residual, within(1e-5f));
        assertThat(residual).isGreaterThan(1);
    }

    @Test
    void dampsAPredictionOfFewNeighbours() {
        SparseVector user = SparseVector.of(new int[] {0}, new float[] {5});
        float[] baseline = new float[3];
        RatingBaseline.alternating(RATINGS).addTo(baseline, user);
        double whole = scores(train(new RatingKnnHyperparameters(40, 0, 0)), user)[1] - baseline[1];
        double damped = scores(train(new RatingKnnHyperparameters(40, 0, 1)), user)[1] - baseline[1];
        // The weight is the squared correlation of the residuals of the items 0 and 1.
        RatingMatrix residuals = RatingBaseline.alternating(RATINGS).residuals(RATINGS);
        double product = 0;
        double first = 0;
        double second = 0;
        for (int row = 0; row < 4; row++) {
            product += residuals.row(row).value(0) * residuals.row(row).value(1);
            first += Math.pow(residuals.row(row).value(0), 2);
            second += Math.pow(residuals.row(row).value(1), 2);
        }
        double weight = product * product / (first * second);
        assertThat(damped).isCloseTo(whole * weight / (weight + 1), within(1e-5));
    }

    @Test
    void savesAndRestoresToTheLastBit() throws IOException {
        RatingMatrix ratings = Networks.ratings(60);
        Model model = new RatingKnn().train(TrainingSetup.of(ratings, new RatingKnnHyperparameters(5, 10, 0.1), 1, 2));
        Model restored = SavedModel.restored(new RatingKnn(), model);
        assertThat(scores(restored, ratings.row(4))).isEqualTo(scores(model, ratings.row(4)));
    }

    @Test
    void needsRatings() {
        RatingMatrix none = RatingMatrix.of(3, List.of(SparseVector.empty()));
        assertThatThrownBy(() -> new RatingKnn()
                        .train(TrainingSetup.of(
                                none, new RatingKnn().hyperparameters().defaults(), 1, 1)))
                .hasMessage("there are no ratings to train on");
    }

    private static Model train(RatingKnnHyperparameters h) {
        return new RatingKnn().train(TrainingSetup.of(RATINGS, h, 1, 1));
    }

    private static float[] scores(Model model, SparseVector user) {
        float[] scores = new float[model.itemCount()];
        model.score(user, scores);
        return scores;
    }
}
