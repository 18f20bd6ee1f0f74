package dev.palate.core.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.SavedModel;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EaseTest {

    @Test
    void solvesTwoItems() {
        // X'X + I = [[3, 1], [1, 2]] for users {0, 1}, {0}; P = [[2, -1], [-1, 3]] / 5; B_01 = 1/3, B_10 = 1/2.
        RatingMatrix ratings = RatingMatrix.of(2, List.of(likes(0, 1), likes(0)));
        Model model = train(ratings, 1, 1);
        assertThat(scores(model, likes(0))[0]).isZero();
        assertThat(scores(model, likes(0))[1]).isCloseTo(1 / 3f, within(1e-6f));
        assertThat(scores(model, likes(1))[0]).isCloseTo(1 / 2f, within(1e-6f));
    }

    @Test
    void agreesWithDoublePrecisionOnUnevenlyPopularItems() {
        RatingMatrix ratings = unevenRatings(2000, 150);
        double lambda = 5;
        double[][] weights = naiveWeights(ratings, lambda);
        SparseVector user = likes(0, 3, 70, 149);
        float[] scores = scores(train(ratings, lambda, 2), user);
        for (int item = 0; item < 150; item++) {
            double expected = weights[0][item] + weights[3][item] + weights[70][item] + weights[149][item];
            assertThat((double) scores[item]).isCloseTo(expected, within(2e-5));
        }
    }

    @Test
    void countsOnlyRatingsOfAtLeastTheThreshold() {
        RatingMatrix ratings =
                RatingMatrix.of(2, List.of(likes(0, 1), SparseVector.of(new int[] {0, 1}, new float[] {5, 3})));
        Model model = train(ratings, 1, 1);
        assertThat(scores(model, likes(0))[1]).isCloseTo(1 / 3f, within(1e-6f));
        assertThat(scores(model, SparseVector.of(new int[] {0}, new float[] {3})))
                .containsOnly(0);
    }

    @Test
    void scoresTheSameBitsAfterRestoringAndOnAnyNumberOfThreads() throws IOException {
        RatingMatrix ratings = unevenRatings(300, 700);
        Model model = train(ratings, 10, 1);
        float[] expected = scores(model, likes(1, 2, 500));
        assertThat(scores(SavedModel.restored(new Ease(), model), likes(1, 2, 500)))
                .isEqualTo(expected);
        assertThat(scores(train(ratings, 10, 3), likes(1, 2, 500))).isEqualTo(expected);
    }

    @Test
    void scoresItemsWithoutUsersAsZero() {
        RatingMatrix ratings = RatingMatrix.of(3, List.of(likes(0, 1)));
        assertThat(scores(train(ratings, 1, 1), likes(0))[2]).isZero();
    }

    @Test
    void penalisesItemsByTheirUsersAndWeighsUsersByTheirItems() {
        // Users {0, 1}, {0}, {0}, {2}: users per item 3, 1, 1. The weights n^-1 of the users are 1/2, 1, 1, 1, with
        // mean 1
        // 4/7, 8/7, 8/7, 8/7. Then X'WX = [[20/7, 4/7], [4/7, 4/7]] for the items 0 and 1, the weights of the items are
        // 20/7, max(1, 4/7) and 8/7 with the mean 5/3, and with the power 1 the penalties are 12/7, 3/5 and 24/35.
        RatingMatrix ratings = RatingMatrix.of(3, List.of(likes(0, 1), likes(0), likes(0), likes(2)));
        Model model = new Ease()
                .train(TrainingSetup.of(ratings, new EaseHyperparameters(LikedRatings.atLeast(4), 1, 1, 1, 0), 1, 1));
        // The weight that predicts item j from i alone is X'WX_ij / (X'WX_ii + penalty_i).
        assertThat(scores(model, likes(0))[1]).isCloseTo(4 / 7f / (20 / 7f + 12 / 7f), within(1e-6f));
        assertThat(scores(model, likes(1))[0]).isCloseTo(4 / 7f / (4 / 7f + 3 / 5f), within(1e-6f));
    }

    @Test
    void weighsOlderItemsOfTheFoldInByRecency() throws IOException {
        // X'X + I = [[3, 1, 2], [1, 3, 2], [2, 2, 4]], so the weights that predict item 2 are 1/2 and 1/2. With recency
        // 1, the older
        // item counts half: 1/2 + 1/4.
        RatingMatrix ratings = RatingMatrix.of(3, List.of(likes(0, 1, 2), likes(0, 2), likes(1, 2)));
        SparseVector latestFirst = SparseVector.of(new int[] {0, 1}, new float[] {5, 5}, new long[] {20, 10});
        float[] plain = scores(train(ratings, 1, 1), latestFirst);
        LikedRatings recent = LikedRatings.atLeast(4).withRecency(1);
        Model model = new Ease().train(TrainingSetup.of(ratings, new EaseHyperparameters(recent, 1, 0, 0, 0), 1, 1));
        float[] weighted = scores(SavedModel.restored(new Ease(), model), latestFirst);
        assertThat(plain[2]).isCloseTo(1, within(1e-6f));
        assertThat(weighted[2]).isCloseTo(0.75f, within(1e-6f));
        assertThat(scores(model, likes(0, 1))[2]).isEqualTo(plain[2]);
    }

    @Test
    void readsACheckpointFromBeforeRecency() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        writer.floats("ease.threshold", new float[] {4});
        writer.floats("ease.rowScale", new float[] {1, 2});
        writer.floats("ease.columnScale", new float[] {1, 1});
        writer.floats("ease.triangle.0", new float[] {0.5f});
        writer.finish();
        Model old = new Ease().restore(new CheckpointReader(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(old.usesRecency()).isFalse();
        assertThat(scores(old, likes(1))).containsExactly(1, 0);
    }

    @Test
    void stopsWhenCancelled() {
        TrainingSetup<EaseHyperparameters> setup = TrainingSetup.of(
                        unevenRatings(10, 10), EaseHyperparameters.plain(4, 1), 1, 1)
                .withListener(new TrainingListener() {
                    @Override
                    public boolean isCancelled() {
                        return true;
                    }
                });
        assertThatThrownBy(() -> new Ease().train(setup)).isInstanceOf(TrainingCancelledException.class);
    }

    private static Model train(RatingMatrix ratings, double lambda, int threads) {
        return new Ease().train(TrainingSetup.of(ratings, EaseHyperparameters.plain(4, lambda), 1, threads));
    }

    /** Item i is liked with probability 1 / (1 + i / 5): thousands of users at one end, few at the other. */
    private static RatingMatrix unevenRatings(int users, int items) {
        SplittableRandom random = new SplittableRandom(items);
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            rows.add(likes(IntStream.range(0, items)
                    .filter(item -> random.nextDouble() < 1 / (1 + item / 5.0))
                    .toArray()));
        }
        return RatingMatrix.of(items, rows);
    }

    /** Equation 8 by Gauss-Jordan in double precision. */
    private static double[][] naiveWeights(RatingMatrix ratings, double lambda) {
        int items = ratings.columnCount();
        double[][] a = new double[items][2 * items];
        for (int user = 0; user < ratings.rowCount(); user++) {
            for (int i : ratings.row(user).indexes()) {
                for (int j : ratings.row(user).indexes()) {
                    a[i][j]++;
                }
            }
        }
        for (int i = 0; i < items; i++) {
            a[i][i] += lambda;
            a[i][items + i] = 1;
        }
        for (int k = 0; k < items; k++) {
            double pivot = a[k][k];
            for (int j = 0; j < 2 * items; j++) {
                a[k][j] /= pivot;
            }
            for (int i = 0; i < items; i++) {
                double factor = i == k ? 0 : a[i][k];
                for (int j = 0; j < 2 * items && factor != 0; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        double[][] weights = new double[items][items];
        for (int i = 0; i < items; i++) {
            for (int j = 0; j < items; j++) {
                weights[i][j] = i == j ? 0 : -a[i][items + j] / a[j][items + j];
            }
        }
        return weights;
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
