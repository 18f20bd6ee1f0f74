package dev.palate.core.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.SharedTraining.Shared;
import dev.palate.core.training.TrainingSetup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EaseSpectrumTest {

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(40, 90, 0.0, 0.0),
                Arguments.of(40, 90, 0.3, 0.5),
                Arguments.of(200, 60, 0.0, 0.0),
                Arguments.of(200, 60, 0.3, 0.5));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void scoresLikeATrainingWithEachLambda(int users, int items, double popularity, double activity) {
        RatingMatrix ratings = ratings(users, items);
        SparseVector timed = SparseVector.of(new int[] {1, 7, 30}, new float[] {5, 5, 5}, new long[] {2, 3, 1});
        RatingMatrix foldIn = RatingMatrix.of(items, List.of(timed, likes(), likes(0)));
        try (Shared<EaseHyperparameters> shared = new Ease()
                .share(TrainingSetup.of(ratings, EaseHyperparameters.plain(4, 1), 1, 2))
                .orElseThrow()) {
            for (double lambda : new double[] {2, 50}) {
                EaseHyperparameters h = new EaseHyperparameters(
                        new LikedRatings(4, popularity, activity), lambda, popularity, activity, 0);
                float[] expected = scores(new Ease().train(TrainingSetup.of(ratings, h, 1, 1)), foldIn);
                float[] found = scores(shared.model(h), foldIn);
                for (int at = 0; at < expected.length; at++) {
                    assertThat(found[at]).isCloseTo(expected[at], within(2e-4f));
                }
            }
        }
    }

    private static float[] scores(Model model, RatingMatrix foldIn) {
        float[] scores = new float[foldIn.rowCount() * model.itemCount()];
        model.scoreRows(foldIn, 0, foldIn.rowCount(), scores);
        return scores;
    }

    private static RatingMatrix ratings(int users, int items) {
        SplittableRandom random = new SplittableRandom(users);
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            rows.add(likes(IntStream.range(0, items)
                    .filter(item -> random.nextDouble() < 1 / (1 + item / 5.0))
                    .toArray()));
        }
        return RatingMatrix.of(items, rows);
    }

    private static SparseVector likes(int... items) {
        float[] values = new float[items.length];
        Arrays.fill(values, 5);
        return SparseVector.of(items, values);
    }
}
