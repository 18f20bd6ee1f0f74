package dev.palate.recommendation.scoring;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.AdditiveScorer;
import dev.palate.core.model.TwoStageScores;
import dev.palate.rating.history.Preference;
import dev.palate.recommendation.scoring.ScoreBlocks.RowScores;
import dev.palate.recommendation.selection.Candidate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Explains recommendations by leaving out each preference in turn and scoring the user again with the same model: the decrease
 * of an item's score is the contribution of that preference. The explanation therefore describes the model that computed the
 * list, not a similarity measure that the model does not use. An {@link AdditiveScorer} knows the decrease without scoring again.
 *
 * <p>The cost of other models is one forward pass per preference, so an explanation has a limit of scores. If the user has more, the highest
 * are left out, each in turn. The memory is that of one block of scores and does not depend on the number of preferences.
 */
@Component
public final class Explainer {

    /** The scores that one list may cost: about 10 seconds with 100,000 items. */
    static final long MOST_SCORES = 200_000_000;

    private final ScoreBlocks blocks;

    Explainer(ScoreBlocks blocks) {
        this.blocks = blocks;
    }

    /**
     * The reasons of each item of {@code list}, the strongest first: only preferences that increase the score. Attributes explain new
     * items, which have none.
     *
     * @param lists the number of lists that are explained in one request; more than ten share the cost of ten
     */
    public List<List<Reason>> explain(
            ScoreSource source, FoldIn user, List<Candidate> list, CatalogueSnapshot catalogue, int lists) {
        StrongestReasons strongest = new StrongestReasons(list.size());
        Optional<AdditiveScorer> additive = source.additive();
        if (additive.isPresent()) {
            addContributions(additive.get(), user.known(), list, strongest);
        } else {
            leaveOut(source, user.known(), list, lists, strongest);
        }
        return IntStream.range(0, list.size())
                .mapToObj(i ->
                        strongest.of(i, (k, contribution) -> reason(source.items(), user, k, contribution, catalogue)))
                .toList();
    }

    private static void addContributions(
            AdditiveScorer scorer, SparseVector foldIn, List<Candidate> list, StrongestReasons strongest) {
        for (int i = 0; i < list.size(); i++) {
            Candidate candidate = list.get(i);
            for (int k = 0; k < foldIn.size() && !candidate.isNew(); k++) {
                strongest.add(i, k, scorer.contribution(foldIn, k, candidate.itemIndex()));
            }
        }
    }

    private void leaveOut(
            ScoreSource source, SparseVector foldIn, List<Candidate> list, int lists, StrongestReasons strongest) {
        int items = source.items().size();
        Optional<TwoStageScores> stages = source.twoStages();
        // With two stages, the items of the user cost more than those of the list.
        int scoresPerRow = Math.max(1, stages.isPresent() ? list.size() + foldIn.size() : items);
        int[] leftOut = highest(foldIn, MOST_SCORES * Math.min(10, lists) / lists / scoresPerRow);
        int blockRows = ScoreBlocks.rows(items, foldIn.size());
        RowScores rowScores = stages.map(known -> only(list, known)).orElse(source::scoreRows);
        float[] whole = wholeScores(foldIn, list, items, stages.isPresent() ? rowScores : null);
        for (int from = 0; from < leftOut.length; from += blockRows) {
            int[] block = Arrays.copyOfRange(leftOut, from, Math.min(from + blockRows, leftOut.length));
            blocks.score(
                    rowScores,
                    items,
                    Arrays.stream(block).mapToObj(foldIn::without).toList(),
                    scores -> {
                        for (int row = 0; row < block.length; row++) {
                            for (int i = 0; i < list.size(); i++) {
                                Candidate candidate = list.get(i);
                                if (candidate.isNew()) {
                                    continue;
                                }
                                float without = scores[row * items + candidate.itemIndex()];
                                strongest.add(i, block[row], whole[i] - without);
                            }
                        }
                    });
        }
    }

    /**
     * The exact score of each item of the list by all preferences.
     *
     * @param exact null if the scores of the candidates are exact
     */
    private float[] wholeScores(SparseVector foldIn, List<Candidate> list, int items, @Nullable RowScores exact) {
        float[] whole = new float[list.size()];
        if (exact == null) {
            for (int i = 0; i < whole.length; i++) {
                whole[i] = list.get(i).modelScore();
            }
            return whole;
        }
        blocks.score(exact, items, List.of(foldIn), scores -> {
            for (int i = 0; i < whole.length; i++) {
                whole[i] = list.get(i).isNew() ? 0 : scores[list.get(i).itemIndex()];
            }
        });
        return whole;
    }

    /** The exact scores of the items of the list, and of no others. */
    private static RowScores only(List<Candidate> list, TwoStageScores stages) {
        int[] scored = list.stream()
                .filter(candidate -> !candidate.isNew())
                .mapToInt(Candidate::itemIndex)
                .toArray();
        return (foldIn, from, to, scores) -> {
            for (int row = from; row < to; row++) {
                stages.refine(foldIn.row(row), scored, scores, (row - from) * foldIn.columnCount());
            }
        };
    }

    /** The positions of at most {@code limit} ratings with the highest values, ascending. */
    private static int[] highest(SparseVector ratings, long limit) {
        IntStream all = IntStream.range(0, ratings.size());
        if (ratings.size() <= limit) {
            return all.toArray();
        }
        return all.boxed()
                .sorted(Comparator.comparing(ratings::value).reversed())
                .limit(Math.max(1, limit))
                .mapToInt(k -> k)
                .sorted()
                .toArray();
    }

    private static Reason reason(IdIndex items, FoldIn user, int k, float contribution, CatalogueSnapshot catalogue) {
        Preference interaction = user.interactions().get(user.known().index(k));
        String id = items.id(user.known().index(k));
        String title = catalogue.find(id).map(Item::title).orElse(id);
        return new Reason(id, title, user.preference(k), interaction == null ? null : interaction.type(), contribution);
    }
}
