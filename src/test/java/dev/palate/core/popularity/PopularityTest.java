package dev.palate.core.popularity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.SavedModel;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.popularity.PopularityHyperparameters.Weighting;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopularityTest {

    /** Item 0: 5 and 3; item 1: 4; item 2: none; of four users. */
    private final RatingMatrix ratings = RatingMatrix.of(
            3,
            List.of(
                    SparseVector.of(new int[] {0, 1}, new float[] {5, 4}),
                    SparseVector.of(new int[] {0}, new float[] {3}),
                    SparseVector.empty(),
                    SparseVector.empty()));

    @Test
    void isTheShareOfUsersWhoLikeAnItem() {
        assertThat(scores(4, Weighting.COUNT)).containsExactly(0.25f, 0.25f, 0);
        assertThat(scores(0, Weighting.COUNT)).containsExactly(0.5f, 0.25f, 0);
    }

    @Test
    void isTheMeanRatingWithZeroForMissingOnes() {
        assertThat(scores(0, Weighting.RATING_SUM)).containsExactly(2, 1, 0);
    }

    @Test
    void scoresTheSameAfterRestoring() throws IOException {
        Model model = train(4, Weighting.COUNT);
        assertThat(scores(SavedModel.restored(new Popularity(), model))).isEqualTo(scores(model));
    }

    private float[] scores(double threshold, Weighting weighting) {
        return scores(train(threshold, weighting));
    }

    private Model train(double threshold, Weighting weighting) {
        return new Popularity()
                .train(TrainingSetup.of(ratings, new PopularityHyperparameters(threshold, weighting), 1, 1));
    }

    private static float[] scores(Model model) {
        float[] scores = new float[model.itemCount()];
        model.score(SparseVector.empty(), scores);
        return scores;
    }
}
