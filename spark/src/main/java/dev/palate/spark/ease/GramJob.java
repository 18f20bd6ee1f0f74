package dev.palate.spark.ease;

import dev.palate.core.ease.EaseParts;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.spark.data.UserRows;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Finds the nearest items of all items. A block is a range of items: it gets the complete rows of all users who have one of them, from
 * which it computes the rows of the Gram matrix of its items.
 */
final class GramJob {

    private final JavaRDD<UserRows> interactions;
    private final UserWeights weights;
    private final int items;

    GramJob(JavaRDD<UserRows> interactions, UserWeights weights, int items) {
        this.interactions = interactions;
        this.weights = weights;
        this.items = items;
    }

    /** The diagonal of the Gram matrix. */
    double[] diagonal() {
        UserWeights users = weights;
        int count = items;
        List<double[]> parts =
                interactions.map(rows -> diagonal(rows, users, count)).collect();
        double[] sum = new double[items];
        for (double[] part : parts) {
            for (int item = 0; item < items; item++) {
                sum[item] += part[item];
            }
        }
        return sum;
    }

    private static double[] diagonal(UserRows rows, UserWeights weights, int items) {
        RatingMatrix matrix = rows.matrix(items);
        float[] ofUsers = weights.of(rows);
        double[] sums = new double[items];
        for (int row = 0; row < ofUsers.length; row++) {
            for (int at = matrix.rowStart(row); at < matrix.rowStart(row + 1); at++) {
                sums[matrix.column(at)] += (double) ofUsers[row] * matrix.value(at) * matrix.value(at);
            }
        }
        return sums;
    }

    /**
     * The nearest items of each item, ascending.
     *
     * @param diagonal by which the work of a block is estimated
     */
    int[][] nearest(float[] scale, double[] diagonal, int neighbours, int blocks) {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(interactions.context());
        int[] bounds = bounds(diagonal, blocks);
        Broadcast<float[]> scales = spark.broadcast(scale);
        UserWeights users = weights;
        List<Tuple2<Integer, int[][]>> found = BlockRows.group(
                        interactions, blocks, (rows, block) -> rows.touching(bounds[block], bounds[block + 1]))
                .mapToPair(block -> new Tuple2<>(
                        block._1,
                        EaseParts.nearest(
                                BlockRows.all(block._2, users, scales.value().length),
                                scales.value(),
                                bounds[block._1],
                                bounds[block._1 + 1],
                                neighbours)))
                .collect();
        int[][] nearest = new int[items][];
        for (Tuple2<Integer, int[][]> block : found) {
            System.arraycopy(block._2, 0, nearest, bounds[block._1], block._2.length);
        }
        scales.destroy();
        return nearest;
    }

    /** Divides the items into ranges with about equal numbers of users. */
    static int[] bounds(double[] diagonal, int blocks) {
        double total = 0;
        for (double weight : diagonal) {
            total += weight + 1;
        }
        int[] bounds = new int[blocks + 1];
        double sum = 0;
        int next = 1;
        for (int item = 0; item < diagonal.length; item++) {
            while (next < blocks && sum >= total * next / blocks) {
                bounds[next++] = item;
            }
            sum += diagonal[item] + 1;
        }
        while (next <= blocks) {
            bounds[next++] = diagonal.length;
        }
        return bounds;
    }
}
