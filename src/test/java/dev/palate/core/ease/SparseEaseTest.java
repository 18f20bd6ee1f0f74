package dev.palate.core.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.SavedModel;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.model.SparseItemModel;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.SharedTraining.Shared;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SparseEaseTest {

    private static final int ITEMS = 40;

    /** The last item has a single user with no other item, so that all others are the neighbours of each other. */
    @Test
    void hasTheExactWeightsIfAllItemsInCommonAreNeighbours() throws IOException {
        RatingMatrix ratings = ratings();
        EaseHyperparameters exact = new EaseHyperparameters(new LikedRatings(4, 0.5, 0), 20, 0.3, 0.25, 0, EaseWeights.AUTO);
        Model dense = train(ratings, exact, 1);
        Model sparse = train(ratings, withNeighbours(exact, ITEMS - 2), 1);
        assertThat(sparse).isInstanceOf(SparseItemModel.class);
        float[] expected = scores(dense);
        float[] found = scores(sparse);
        for (int item = 0; item < ITEMS; item++) {
            assertThat(found[item]).isCloseTo(expected[item], within(1e-5f));
        }
        assertThat(scores(SavedModel.restored(new Ease(), sparse))).isEqualTo(found);
        assertThat(scores(train(ratings, withNeighbours(exact, ITEMS - 2), 3))).isEqualTo(found);
    }

    @Test
    void weighsOnlyTheNearestItems() {
        RatingMatrix ratings = ratings();
        SparseItemModel model =
                (SparseItemModel) train(ratings, withNeighbours(EaseHyperparameters.plain(4, 20), 5), 2);
        int[] weights = model.weights().columnCounts();
        for (int item = 0; item < ITEMS - 1; item++) {
            assertThat(weights[item]).isEqualTo(5);
        }
        assertThat(weights[ITEMS - 1]).isZero();
    }

    @Test
    void takesTheNearestItemsOfALargeCatalogueAndSaysSo() {
        List<String> messages = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onWarning(String message) {
                messages.add(message);
            }
        };
        Model model = new Ease()
                .train(new TrainingSetup<>(
                        largeCatalogue(),
                        EaseHyperparameters.plain(4, 1),
                        TrainingOptions.of(1, 1).withListener(listener),
                        Optional.empty()));
        assertThat(model).isInstanceOf(SparseItemModel.class);
        assertThat(messages)
                .containsExactly("each of the 10001 items has weights of its 400 nearest items, not of all");
    }

    @Test
    void searchesALargeCatalogueWithFewNeighbours() {
        EaseHyperparameters base = EaseHyperparameters.plain(4, 1);
        try (Shared<EaseHyperparameters> shared =
                new Ease().share(TrainingSetup.of(largeCatalogue(), base, 1, 2)).orElseThrow()) {
            List<EaseHyperparameters> lambdas = shared.first(base, 5);
            assertThat(lambdas).extracting(EaseHyperparameters::lambda).containsExactly(1.0, 5.0, 271.0, 36.8, 2000.0);
            // All ratings are relevant, so there is no low one to weigh.
            assertThat(shared.further(base))
                    .hasSize(4)
                    .allSatisfy(group -> assertThat(group)
                            .extracting(h -> h.likes().lowWeight())
                            .containsOnly(0.0));
            assertThat(shared.model(lambdas.get(1)).itemCount()).isEqualTo(10_001);
        }
    }

    @Test
    void refusesMoreNeighboursThanAreAffordable() {
        RatingMatrix ratings = RatingMatrix.of(3000, List.of(SparseVector.of(new int[] {1}, new float[] {5})));
        assertThatThrownBy(() -> train(ratings, withNeighbours(EaseHyperparameters.plain(4, 1), 2500), 1))
                .hasMessageContaining("neighbours must be at most 2000, or at least the number of items, 3000");
    }

    /** Each of 3,334 users has two items. */
    private static RatingMatrix largeCatalogue() {
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < 10_001; user += 3) {
            rows.add(SparseVector.of(new int[] {user, (user + 1) % 10_001}, new float[] {5, 5}));
        }
        return RatingMatrix.of(10_001, rows);
    }

    private static EaseHyperparameters withNeighbours(EaseHyperparameters h, int neighbours) {
        return new EaseHyperparameters(h.likes(), h.lambda(), h.popularityExponent(), h.activityExponent(), neighbours, h.weights());
    }

    private static Model train(RatingMatrix ratings, EaseHyperparameters h, int threads) {
        return new Ease().train(TrainingSetup.of(ratings, h, 1, threads));
    }

    private static float[] scores(Model model) {
        float[] scores = new float[ITEMS];
        model.score(SparseVector.of(new int[] {1, 7, 20}, new float[] {5, 4, 5}), scores);
        return scores;
    }

    private static RatingMatrix ratings() {
        SplittableRandom random = new SplittableRandom(3);
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < 200; user++) {
            int[] items = random.ints(12, 0, ITEMS - 1).sorted().distinct().toArray();
            float[] values = new float[items.length];
            for (int at = 0; at < values.length; at++) {
                values[at] = 1 + random.nextInt(5);
            }
            rows.add(SparseVector.of(items, values));
        }
        rows.add(SparseVector.of(new int[] {ITEMS - 1}, new float[] {5}));
        return RatingMatrix.of(ITEMS, rows);
    }
}
