package dev.palate.core.model;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.Relevance;
import dev.palate.core.matrix.SparseVector;
import java.io.IOException;
import java.util.Arrays;

/**
 * Scores by the sum of the weights that the user's items give to other items, of which each item has few.
 *
 * @param sections where checkpoints have the weights
 * @param threshold ratings of at least this count
 * @param recency how much less the older ones of them count
 * @param weights {@code [items x items]}: row i holds the weights of item i for other items
 */
public record SparseItemModel(SparseSections sections, float threshold, float recency, RatingMatrix weights)
        implements Model, AdditiveScorer {

    private static final String THRESHOLD = ".threshold";
    /** Checkpoints of earlier versions of Palate do not have this section. */
    private static final String RECENCY = ".recency";

    /** Reads the model that {@link #save} wrote with the same sections. */
    public static SparseItemModel restore(SparseSections sections, CheckpointReader checkpoint) throws IOException {
        return new SparseItemModel(
                sections, threshold(sections, checkpoint), recency(sections, checkpoint), sections.read(checkpoint));
    }

    /** As {@link #restore}, with 8 bits per weight, for serving: about 3 bytes for a weight with its item instead of 8. */
    public static ItemScorer restoreQuantised(SparseSections sections, CheckpointReader checkpoint) throws IOException {
        return QuantisedSparseScorer.restore(
                sections, threshold(sections, checkpoint), recency(sections, checkpoint), checkpoint);
    }

    private static float threshold(SparseSections sections, CheckpointReader checkpoint) throws IOException {
        return checkpoint.floats(sections.prefix() + THRESHOLD, 1)[0];
    }

    private static float recency(SparseSections sections, CheckpointReader checkpoint) throws IOException {
        String recency = sections.prefix() + RECENCY;
        return checkpoint.has(recency) ? checkpoint.floats(recency, 1)[0] : 0;
    }

    @Override
    public int itemCount() {
        return weights.columnCount();
    }

    @Override
    public float leastInput() {
        return threshold;
    }

    @Override
    public boolean usesRecency() {
        return recency != 0;
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        score(foldIn, scores, 0);
    }

    @Override
    public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
        for (int row = from; row < to; row++) {
            score(foldIn.row(row), scores, (row - from) * itemCount());
        }
    }

    private void score(SparseVector foldIn, float[] scores, int offset) {
        Arrays.fill(scores, offset, offset + itemCount(), 0);
        for (int k = 0; k < foldIn.size(); k++) {
            if (foldIn.value(k) >= threshold) {
                int item = foldIn.index(k);
                float factor = Relevance.ofRank(foldIn.rank(k), recency);
                for (int at = weights.rowStart(item); at < weights.rowStart(item + 1); at++) {
                    scores[offset + weights.column(at)] += factor * weights.value(at);
                }
            }
        }
    }

    @Override
    public float contribution(SparseVector foldIn, int k, int item) {
        int at = foldIn.value(k) < threshold ? -1 : weights.find(foldIn.index(k), item);
        return at < 0 ? 0 : Relevance.ofRank(foldIn.rank(k), recency) * weights.value(at);
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.floats(sections.prefix() + THRESHOLD, new float[] {threshold});
        checkpoint.floats(sections.prefix() + RECENCY, new float[] {recency});
        sections.write(weights, checkpoint);
    }
}
