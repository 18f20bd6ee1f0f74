package dev.palate.core.itemknn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.SavedModel;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemKnnTest {

    /** Likes: {0, 1}, {0, 1}, {0, 2}, {0, 3}; user 3's rating of item 2 is below the threshold. */
    private final RatingMatrix ratings = RatingMatrix.of(
            4, List.of(likes(0, 1), likes(0, 1), likes(0, 2), SparseVector.of(new int[] {0, 2, 3}, new float[] {5, 3, 5
            })));

    @Test
    void sumsTheSimilaritiesToTheUsersItems() {
        // cos(0,1) = 2 / sqrt(4 * 2), cos(0,2) = 1 / sqrt(4 * 1), cos(0,3) = the same, all others 0.
        float[] scores = scores(train(10, 0), likes(0));
        assertThat(scores).containsExactly(0, (float) (2 / Math.sqrt(8)), 0.5f, 0.5f);
        assertThat(scores(train(10, 0), likes(1, 2))[0]).isEqualTo((float) (2 / Math.sqrt(8)) + 0.5f);
    }

    @Test
    void shrinksSimilaritiesOfFewUsers() {
        assertThat(scores(train(10, 2), likes(0))).containsExactly(0, (float) (2 / (Math.sqrt(8) + 2)), 0.25f, 0.25f);
    }

    @Test
    void keepsOnlyTheNearestNeighboursOfEachItem() {
        // Item 0's nearest is item 1; the nearest of 1, 2 and 3 is 0.
        assertThat(scores(train(1, 0), likes(2, 3))[0]).isZero();
        assertThat(scores(train(1, 0), likes(0))[2]).isEqualTo(0.5f);
    }

    @Test
    void leavesOutFoldInRatingsBelowTheThreshold() {
        assertThat(scores(train(10, 0), SparseVector.of(new int[] {0}, new float[] {3})))
                .containsOnly(0);
    }

    @Test
    void weighsOlderItemsOfTheFoldInByRecency() throws IOException {
        SparseVector foldIn = SparseVector.of(new int[] {1, 2, 3}, new float[] {5, 5, 1}, new long[] {10, 20, 30});
        Model model = new ItemKnn().train(TrainingSetup.of(ratings, new ItemKnnHyperparameters(4, 10, 0, 1), 1, 1));
        // Item 3 is the latest but disliked; item 2 is the second (weight 1/2) and item 1 the third (1/3).
        assertThat(scores(SavedModel.restored(new ItemKnn(), model), foldIn)[0])
                .isCloseTo((float) (2 / Math.sqrt(8) / 3 + 0.5 / 2), within(1e-6f));
        assertThat(model.usesRecency()).isTrue();
        assertThat(train(10, 0).usesRecency()).isFalse();
    }

    @Test
    void scoresTheSameAfterRestoringAndOnMoreThreads() throws IOException {
        Model model = train(2, 1);
        float[] expected = scores(model, likes(0, 3));
        assertThat(scores(SavedModel.restored(new ItemKnn(), model), likes(0, 3)))
                .isEqualTo(expected);
        Model threaded = new ItemKnn().train(TrainingSetup.of(ratings, new ItemKnnHyperparameters(4, 2, 1, 0), 1, 3));
        assertThat(scores(threaded, likes(0, 3))).isEqualTo(expected);
    }

    private Model train(int neighbours, double shrinkage) {
        return new ItemKnn()
                .train(TrainingSetup.of(ratings, new ItemKnnHyperparameters(4, neighbours, shrinkage, 0), 1, 1));
    }

    private static float[] scores(Model model, SparseVector foldIn) {
        float[] scores = new float[model.itemCount()];
        model.score(foldIn, scores);
        return scores;
    }

    private static SparseVector likes(int... items) {
        float[] values = new float[items.length];
        Arrays.fill(values, 5);
        return SparseVector.of(items, values);
    }
}
