package dev.palate.spark.ease;

import dev.palate.core.ease.EaseParts;
import dev.palate.spark.data.UserRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The rows of users that one partition sends to one block of items. Sending rows takes a fraction of the data that sending pairs of items
 * would, and a block adds its pairs in memory.
 *
 * @param partition that sends them
 */
record BlockRows(int partition, UserRows rows) implements Serializable {

    /** The rows for each of {@code blocks} blocks, in which a row can be in several. */
    static JavaPairRDD<Integer, Iterable<BlockRows>> group(JavaRDD<UserRows> rows, int blocks, Selection selection) {
        return rows.mapPartitionsWithIndex(
                        (Integer partition, Iterator<UserRows> part) -> sent(partition, part.next(), blocks, selection),
                        true)
                .mapToPair(block -> block)
                .groupByKey(new HashPartitioner(blocks));
    }

    /** Selects the rows that a block needs. */
    interface Selection extends Serializable {

        UserRows of(UserRows rows, int block);
    }

    /** One block at a time, so that no more than one is in memory. */
    private static Iterator<Tuple2<Integer, BlockRows>> sent(
            int partition, UserRows rows, int blocks, Selection selection) {
        IntFunction<Tuple2<Integer, BlockRows>> send =
                block -> new Tuple2<>(block, new BlockRows(partition, selection.of(rows, block)));
        return IntStream.range(0, blocks).mapToObj(send).iterator();
    }

    /** All rows of a block, by user. */
    static EaseParts.Rows all(Iterable<BlockRows> parts, UserWeights weights, int itemCount) {
        List<BlockRows> ordered = new ArrayList<>();
        parts.forEach(ordered::add);
        ordered.sort(Comparator.comparingInt(BlockRows::partition));
        UserRows rows = UserRows.concat(ordered.stream().map(BlockRows::rows).toList());
        return new EaseParts.Rows(rows.matrix(itemCount), weights.of(rows));
    }
}
