package dev.palate.recommendation.scoring;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.recommendation.selection.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Explains recommendations by leaving out each rating in turn and scoring the user again with the same model: the decrease
 * of an item's score is the contribution of that rating. The explanation therefore describes the model that computed the
 * list, not a similarity measure that the model does not use.
 *
 * <p>The reduced sets of ratings are scored as rows of one matrix, in blocks of at most {@value #BLOCK} scores. The cost is
 * one forward pass per rating of the user.
 */
@Component
public final class Explainer {

    /** The maximum number of reasons of an item. */
    static final int MAX_REASONS = 3;

    private static final int BLOCK = 1 << 21;

    private final ScoreBuffers buffers;

    Explainer(ScoreBuffers buffers) {
        this.buffers = buffers;
    }

    /** The reasons of each item of {@code list}, the strongest first: only ratings that increase the score. */
    public List<List<Reason>> explain(
            ScoreSource source, SparseVector foldIn, List<Candidate> list, CatalogueSnapshot catalogue) {
        float[][] contributions = contributions(source, foldIn, list);
        List<List<Reason>> reasons = new ArrayList<>(list.size());
        for (float[] ofItem : contributions) {
            List<Reason> all = new ArrayList<>();
            for (int k = 0; k < ofItem.length; k++) {
                if (ofItem[k] > 0) {
                    all.add(reason(source.items(), foldIn, k, ofItem[k], catalogue));
                }
            }
            all.sort(Comparator.comparing(Reason::contribution).reversed());
            reasons.add(List.copyOf(all.subList(0, Math.min(MAX_REASONS, all.size()))));
        }
        return reasons;
    }

    /** {@code [list x ratings]}. */
    private float[][] contributions(ScoreSource source, SparseVector foldIn, List<Candidate> list) {
        int items = source.items().size();
        int ratings = foldIn.size();
        List<SparseVector> rows = new ArrayList<>(ratings);
        for (int k = 0; k < ratings; k++) {
            rows.add(foldIn.without(k));
        }
        RatingMatrix leftOut = RatingMatrix.of(items, rows);
        int blockRows = Math.max(1, Math.min(ratings, BLOCK / Math.max(1, items)));
        float[][] contributions = new float[list.size()][ratings];
        float[] scores = buffers.borrow(blockRows * items);
        try {
            for (int from = 0; from < ratings; from += blockRows) {
                int to = Math.min(from + blockRows, ratings);
                source.scoreRows(leftOut, from, to, scores);
                for (int row = from; row < to; row++) {
                    for (int i = 0; i < list.size(); i++) {
                        Candidate candidate = list.get(i);
                        float without = scores[(row - from) * items + candidate.itemIndex()];
                        contributions[i][row] = candidate.score() - without;
                    }
                }
            }
        } finally {
            buffers.release(scores);
        }
        return contributions;
    }

    private static Reason reason(
            IdIndex items, SparseVector foldIn, int k, float contribution, CatalogueSnapshot catalogue) {
        String id = items.id(foldIn.index(k));
        String title = catalogue.find(id).map(Item::title).orElse(id);
        return new Reason(id, title, foldIn.value(k), contribution);
    }
}
