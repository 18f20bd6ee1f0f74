package dev.palate.core.itemknn;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import java.io.IOException;
import java.util.Arrays;

/** Sums the similarities of all items to the items that a user has. */
final class ItemKnnModel implements Model {

    private static final String STARTS = "item-knn.starts";
    private static final String ITEMS = "item-knn.items";
    private static final String SIMILARITIES = "item-knn.similarities";
    private static final String THRESHOLD = "item-knn.threshold";

    private final float threshold;
    private final RatingMatrix similarities;

    /**
     * @param threshold ratings of at least this count
     * @param similarities row i holds the items that have item i as a neighbour, with their similarities
     */
    ItemKnnModel(float threshold, RatingMatrix similarities) {
        this.threshold = threshold;
        this.similarities = similarities;
    }

    static ItemKnnModel restore(CheckpointReader checkpoint) throws IOException {
        int[] starts = checkpoint.ints(STARTS);
        try {
            return new ItemKnnModel(
                    checkpoint.floats(THRESHOLD)[0],
                    RatingMatrix.ofRows(
                            starts.length - 1, starts, checkpoint.ints(ITEMS), checkpoint.floats(SIMILARITIES)));
        } catch (IllegalArgumentException e) {
            throw new CorruptCheckpointException("the similarities are not a valid matrix: " + e.getMessage());
        }
    }

    @Override
    public int itemCount() {
        return similarities.columnCount();
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        Arrays.fill(scores, 0, itemCount(), 0);
        for (int k = 0; k < foldIn.size(); k++) {
            if (foldIn.value(k) >= threshold) {
                int item = foldIn.index(k);
                for (int at = similarities.rowStart(item); at < similarities.rowStart(item + 1); at++) {
                    scores[similarities.column(at)] += similarities.value(at);
                }
            }
        }
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        int[] starts = new int[itemCount() + 1];
        Arrays.setAll(starts, similarities::rowStart);
        int[] items = new int[similarities.size()];
        float[] values = new float[similarities.size()];
        for (int at = 0; at < items.length; at++) {
            items[at] = similarities.column(at);
            values[at] = similarities.value(at);
        }
        checkpoint.floats(THRESHOLD, new float[] {threshold});
        checkpoint.ints(STARTS, starts);
        checkpoint.ints(ITEMS, items);
        checkpoint.floats(SIMILARITIES, values);
    }
}
