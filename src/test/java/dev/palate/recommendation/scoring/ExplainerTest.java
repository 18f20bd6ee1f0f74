package dev.palate.recommendation.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.AdditiveScorer;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.TwoStageScores;
import dev.palate.model.serving.Precision;
import dev.palate.model.serving.ServedModel;
import dev.palate.rating.history.Preference;
import dev.palate.recommendation.selection.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplainerTest {

    private static final IdIndex INDEX = IdIndex.of(List.of("a", "b", "c", "d", "e", "f"));
    private static final CatalogueSnapshot CATALOGUE = CatalogueSnapshot.of(
            1,
            INDEX.ids().stream()
                    .map(id -> new Item(id, "Item " + id, null, List.of()))
                    .toList());

    /** The score of item f changes by 2, -1, 0, 3 and 0.5 per star of a, b, c, d and e. */
    private static final ScoreSource SOURCE = new ScoreSource.OfModel(new ServedModel(
            "linear",
            1,
            new LinearModel(new float[6], new float[][] {
                {0, 0, 0, 0, 0, 2},
                {0, 0, 0, 0, 0, -1},
                {0, 0, 0, 0, 0, 0},
                {0, 0, 0, 0, 0, 3},
                {0, 0, 0, 0, 0, 0.5f},
                {0, 0, 0, 0, 0, 0}
            }),
            INDEX));

    /** The user who bought item d and rated the others. */
    private static FoldIn user(SparseVector preferences) {
        return new FoldIn(
                preferences,
                Map.of(3, new Preference("d", 1, Instant.EPOCH, "purchase", false)),
                preferences,
                List.of(),
                Set.of());
    }

    private final Explainer explainer = new Explainer(new ScoreBlocks(new ScoreBuffers()));

    @Test
    void namesTheRatingsThatIncreaseTheScoreStrongestFirst() {
        SparseVector foldIn = SparseVector.of(new int[] {0, 1, 2, 3, 4}, new float[] {4, 5, 5, 1, 2});
        Candidate f = new Candidate(5, CATALOGUE.find("f").orElseThrow(), 7);
        List<List<Reason>> reasons = explainer.explain(SOURCE, user(foldIn), List.of(f), CATALOGUE, 1);
        assertThat(reasons)
                .containsExactly(List.of(
                        new Reason("a", "Item a", 4, null, 8),
                        new Reason("d", "Item d", 1, "purchase", 3),
                        new Reason("e", "Item e", 2, null, 1)));
    }

    /** The scorer refuses to score, so that nothing was left out. */
    @Test
    void asksAnAdditiveScorerForContributions() {
        AdditiveScorer scorer = new AdditiveScorer() {
            @Override
            public int itemCount() {
                return 6;
            }

            @Override
            public void score(SparseVector foldIn, float[] scores) {
                throw new AssertionError("scored");
            }

            @Override
            public float contribution(SparseVector foldIn, int k, int item) {
                return item == 5 ? new float[] {2, -1, 0, 3, 0.5f, 0}[foldIn.index(k)] * foldIn.value(k) : 0;
            }
        };
        ScoreSource source = new ScoreSource.OfModel(
                new ServedModel("additive", 1, scorer, ItemColumns.rated(INDEX), Precision.FLOAT32));
        SparseVector foldIn = SparseVector.of(new int[] {0, 1, 2, 3, 4}, new float[] {4, 5, 5, 1, 2});
        Candidate f = new Candidate(5, CATALOGUE.find("f").orElseThrow(), 7);
        Candidate e = new Candidate(4, CATALOGUE.find("e").orElseThrow(), 0);
        assertThat(explainer.explain(source, user(foldIn), List.of(f, e), CATALOGUE, 1))
                .containsExactly(
                        List.of(
                                new Reason("a", "Item a", 4, null, 8),
                                new Reason("d", "Item d", 1, "purchase", 3),
                                new Reason("e", "Item e", 2, null, 1)),
                        List.of());
    }

    /** Leaving a rating out costs only the exact scores of the items of the list. */
    @Test
    void scoresOnlyTheItemsOfTheListIfTheScorerCan() {
        ItemScorer scorer = new ItemScorer() {
            @Override
            public int itemCount() {
                return 6;
            }

            @Override
            public void score(SparseVector foldIn, float[] scores) {
                throw new AssertionError("scored all items");
            }

            @Override
            public Optional<TwoStageScores> twoStages() {
                return Optional.of(new RefinedOnly());
            }
        };
        ScoreSource source = new ScoreSource.OfModel(
                new ServedModel("two stages", 1, scorer, ItemColumns.rated(INDEX), Precision.INT8));
        SparseVector foldIn = SparseVector.of(new int[] {0, 1, 2, 3, 4}, new float[] {4, 5, 5, 1, 2});
        float coarse = 70;
        Candidate f = new Candidate(5, CATALOGUE.find("f").orElseThrow(), coarse);
        assertThat(explainer.explain(source, user(foldIn), List.of(f), CATALOGUE, 1))
                .containsExactly(List.of(
                        new Reason("a", "Item a", 4, null, 8),
                        new Reason("d", "Item d", 1, "purchase", 3),
                        new Reason("e", "Item e", 2, null, 1)));
    }

    /** Has no coarse scores, and the same exact ones as the source of the other tests. */
    private static final class RefinedOnly implements TwoStageScores {

        @Override
        public int refinedItems() {
            return 1;
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            throw new AssertionError("scored all items");
        }

        @Override
        public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
            throw new AssertionError("scored all items");
        }

        @Override
        public void refine(SparseVector foldIn, int[] items, float[] scores, int offset) {
            float[] exact = new float[6];
            SOURCE.score(foldIn, exact);
            for (int item : items) {
                scores[offset + item] = exact[item];
            }
        }
    }

    @Test
    void namesNothingIfNoRatingIncreasesTheScore() {
        SparseVector foldIn = SparseVector.of(new int[] {1, 2}, new float[] {5, 5});
        Candidate f = new Candidate(5, CATALOGUE.find("f").orElseThrow(), -5);
        assertThat(explainer.explain(SOURCE, user(foldIn), List.of(f), CATALOGUE, 1))
                .containsExactly(List.of());
    }
}
