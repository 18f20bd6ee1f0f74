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
        implements Model {

    private static final String THRESHOLD = ".threshold";
    /** Checkpoints of earlier versions of Palate do not have this section. */
    private static final String RECENCY = ".recency";

    /** Reads the model that {@link #save} wrote with the same sections. */
    public static SparseItemModel restore(SparseSections sections, CheckpointReader checkpoint) throws IOException {
        String recency = sections.prefix() + RECENCY;
        return new SparseItemModel(
                sections,
                checkpoint.floats(sections.prefix() + THRESHOLD)[0],
                checkpoint.has(recency) ? checkpoint.floats(recency, 1)[0] : 0,
                sections.read(checkpoint));
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
        Arrays.fill(scores, 0, itemCount(), 0);
        for (int k = 0; k < foldIn.size(); k++) {
            if (foldIn.value(k) >= threshold) {
                int item = foldIn.index(k);
                float factor = Relevance.ofRank(foldIn.rank(k), recency);
                for (int at = weights.rowStart(item); at < weights.rowStart(item + 1); at++) {
                    scores[weights.column(at)] += factor * weights.value(at);
                }
            }
        }
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.floats(sections.prefix() + THRESHOLD, new float[] {threshold});
        checkpoint.floats(sections.prefix() + RECENCY, new float[] {recency});
        sections.write(weights, checkpoint);
    }
}
