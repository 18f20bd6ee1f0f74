package dev.palate.core.itemknn;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.Relevance;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.SparseItemModel;
import dev.palate.core.model.SparseSections;
import dev.palate.core.model.TopN;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Item-based nearest neighbours (Sarwar et al. 2001) on binary interactions: similarity is the cosine with shrinkage,
 * {@code common / (sqrt(users_i users_j) + shrinkage)}, and the score of an item is the sum of its similarities to those of
 * the user's items that are among its nearest neighbours. Training costs the sum of squared row lengths.
 */
public final class ItemKnn extends Algorithm<ItemKnnHyperparameters> {

    private static final SparseSections SECTIONS = new SparseSections("item-knn", "similarities");

    private static final int BLOCK = 64;

    public ItemKnn() {
        super(
                "item-knn",
                "Item-based nearest neighbours by shrunk cosine (Sarwar et al. 2001)",
                new ItemKnnHyperparameters(4, 100, 20, 0));
    }

    @Override
    public Model train(TrainingSetup<ItemKnnHyperparameters> setup) {
        ItemKnnHyperparameters h = setup.hyperparameters();
        CoOccurrences common = new CoOccurrences(Relevance.of(setup.ratings(), h.threshold(), 0));
        int items = common.itemCount();
        Ranking[] nearest = new Ranking[items];
        float[][] scratch = new float[setup.threads()][items];
        Parallel.run(setup.threads(), (items + BLOCK - 1) / BLOCK, (worker, block) -> {
            if (setup.listener().isCancelled()) {
                throw new TrainingCancelledException(1);
            }
            for (int item = block * BLOCK; item < Math.min(items, (block + 1) * BLOCK); item++) {
                nearest[item] = nearest(common, item, h, scratch[worker]);
            }
        });
        return new SparseItemModel(SECTIONS, (float) h.threshold(), (float) h.recency(), transpose(nearest));
    }

    private static Ranking nearest(CoOccurrences common, int item, ItemKnnHyperparameters h, float[] row) {
        Arrays.fill(row, 0);
        common.addRow(item, row.length - 1, row);
        for (int other = 0; other < row.length; other++) {
            if (row[other] > 0) {
                double norm = Math.sqrt((double) common.count(item) * common.count(other));
                row[other] = (float) (row[other] / (norm + h.shrinkage()));
            }
        }
        return TopN.select(row, h.neighbours(), other -> other != item && row[other] > 0);
    }

    /** Row i holds the items that have item i as a neighbour, with their similarities. */
    private static RatingMatrix transpose(Ranking[] nearest) {
        int[] starts = new int[nearest.length + 1];
        for (int item = 0; item < nearest.length; item++) {
            starts[item + 1] = Math.addExact(starts[item], nearest[item].size());
        }
        int[] columns = new int[starts[nearest.length]];
        float[] values = new float[columns.length];
        for (int item = 0; item < nearest.length; item++) {
            int[] order = ascending(nearest[item]);
            for (int k = 0; k < order.length; k++) {
                columns[starts[item] + k] = nearest[item].item(order[k]);
                values[starts[item] + k] = nearest[item].score(order[k]);
            }
        }
        return RatingMatrix.ofRows(nearest.length, starts, columns, values).transpose();
    }

    /** The positions of a ranking by ascending item. */
    private static int[] ascending(Ranking ranking) {
        long[] keys = new long[ranking.size()];
        for (int position = 0; position < keys.length; position++) {
            keys[position] = (long) ranking.item(position) << 32 | position;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        return SparseItemModel.restore(SECTIONS, checkpoint);
    }

    @Override
    public Optional<ItemScorer> restoreQuantised(CheckpointReader checkpoint) throws IOException {
        return Optional.of(SparseItemModel.restoreQuantised(SECTIONS, checkpoint));
    }
}
