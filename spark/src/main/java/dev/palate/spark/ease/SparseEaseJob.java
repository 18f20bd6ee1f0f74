package dev.palate.spark.ease;

import dev.palate.core.ease.EaseHyperparameters;
import dev.palate.core.ease.EaseParts;
import dev.palate.core.model.Model;
import dev.palate.spark.data.TrainingData;
import dev.palate.spark.data.UserRows;
import dev.palate.spark.model.Order;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Sparse EASE, equal to the training on one machine up to the rounding of sums. {@link GramJob} finds the nearest items; then the items are
 * divided into blocks of similar ones, and each block gets the rows of all users without the items that it does not need. From these it
 * computes the exact Gram matrices of the regressions.
 */
public final class SparseEaseJob {

    private final JavaSparkContext spark;
    private final EaseHyperparameters h;
    private final int blocks;

    /**
     * Creates a job.
     *
     * @param blocks of items; each is the work of one task, which has the rows of its users in memory
     */
    public SparseEaseJob(JavaSparkContext spark, Order order, int blocks) {
        if (!(order.contender().hyperparameters() instanceof EaseHyperparameters ease)) {
            throw new IllegalArgumentException(order.contender().name() + " is not ease");
        }
        this.spark = spark;
        this.h = ease;
        this.blocks = blocks;
    }

    /**
     * A block of items.
     *
     * @param nearest of each item
     */
    private record Block(int[] items, int[][] nearest) implements Serializable {

        BitSet needed() {
            BitSet needed = new BitSet();
            IntStream.of(items).forEach(needed::set);
            Arrays.stream(nearest).flatMapToInt(IntStream::of).forEach(needed::set);
            return needed;
        }
    }

    /** Trains on all users of {@code rows}. */
    public Model train(TrainingData data, JavaRDD<UserRows> rows) {
        int items = data.items().size();
        int neighbours = EaseParts.neighbours(items, h);
        double threshold = h.likes().threshold();
        double lowWeight = h.likes().lowWeight();
        JavaRDD<UserRows> interactions =
                rows.map(part -> part.liked(threshold, lowWeight)).persist(StorageLevel.MEMORY_AND_DISK());
        UserWeights weights = UserWeights.of(interactions, data.users().size(), items, h.activityExponent());
        GramJob gram = new GramJob(interactions, weights, items);
        double[] diagonal = gram.diagonal();
        float[] scale = EaseParts.scale(diagonal, h);
        int count = Math.min(blocks, items);
        int[][] nearest = gram.nearest(scale, diagonal, neighbours, count);
        float[][] byItem = weights(interactions, weights, scale, blocks(nearest, count));
        interactions.unpersist();
        return EaseParts.model(h, nearest, byItem);
    }

    private static List<Block> blocks(int[][] nearest, int count) {
        int[] order = EaseParts.order(nearest);
        List<Block> blocks = new ArrayList<>();
        for (int block = 0; block < count; block++) {
            int from = (int) ((long) block * order.length / count);
            int to = (int) ((block + 1L) * order.length / count);
            int[] items = Arrays.copyOfRange(order, from, to);
            blocks.add(new Block(
                    items, IntStream.of(items).mapToObj(item -> nearest[item]).toArray(int[][]::new)));
        }
        return blocks;
    }

    private float[][] weights(JavaRDD<UserRows> interactions, UserWeights users, float[] scale, List<Block> all) {
        Broadcast<BitSet[]> needed =
                spark.broadcast(all.stream().map(Block::needed).toArray(BitSet[]::new));
        Broadcast<float[]> scales = spark.broadcast(scale);
        List<Tuple2<Integer, Block>> numbered = new ArrayList<>();
        all.forEach(block -> numbered.add(new Tuple2<>(numbered.size(), block)));
        JavaPairRDD<Integer, Block> sent =
                spark.parallelizePairs(numbered, all.size()).partitionBy(new HashPartitioner(all.size()));
        List<Tuple2<Integer, float[][]>> solved = BlockRows.group(
                        interactions, all.size(), (rows, block) -> rows.within(needed.value()[block]))
                .join(sent, new HashPartitioner(all.size()))
                .mapValues(block -> EaseParts.weights(
                        BlockRows.all(block._1, users, scales.value().length),
                        scales.value(),
                        block._2.items,
                        block._2.nearest))
                .collect();
        float[][] byItem = new float[scale.length][];
        for (Tuple2<Integer, float[][]> block : solved) {
            int[] items = all.get(block._1).items;
            for (int at = 0; at < items.length; at++) {
                byItem[items[at]] = block._2[at];
            }
        }
        needed.destroy();
        scales.destroy();
        return byItem;
    }
}
