package dev.palate.spark.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * Combines arrays of all partitions, number by number and always in the order of the partitions, so that the result does not depend on which
 * of them ends first. The arrays travel in pieces, of which each executor combines some.
 */
public final class Pieces {

    /** Numbers of a piece: 1 MiB of floats. */
    private static final int LENGTH = 1 << 18;

    private Pieces() {}

    /**
     * A piece of what one partition has: a {@code float[]}, or a text that is not combined.
     *
     * @param partition from which it comes
     */
    public record Piece(int partition, Object content) implements Serializable {}

    /** Divides an array into pieces. */
    static void split(float[] values, Consumer<Object> pieces) {
        for (int from = 0; from < values.length || from == 0; from += LENGTH) {
            int length = Math.min(LENGTH, values.length - from);
            float[] piece = new float[length];
            System.arraycopy(values, from, piece, 0, length);
            pieces.accept(piece);
        }
    }

    /** The number of pieces of an array. */
    static int count(int length) {
        return Math.max(1, (length + LENGTH - 1) / LENGTH);
    }

    /** The array of these pieces. */
    static float[] join(List<Object> pieces, int length) {
        float[] values = new float[length];
        int at = 0;
        for (Object piece : pieces) {
            float[] part = (float[]) piece;
            System.arraycopy(part, 0, values, at, part.length);
            at += part.length;
        }
        return values;
    }

    /** The means of the pieces with the same numbers, by number; of texts, that of the first partition. */
    static List<Object> means(JavaPairRDD<Integer, Piece> pieces, int tasks) {
        List<Tuple2<Integer, Object>> means = new ArrayList<>(pieces.groupByKey(new HashPartitioner(tasks))
                .mapValues(Pieces::mean)
                .collect());
        means.sort(Comparator.comparing(Tuple2::_1));
        return means.stream().map(Tuple2::_2).toList();
    }

    private static Object mean(Iterable<Piece> pieces) {
        List<Piece> ordered = new ArrayList<>();
        pieces.forEach(ordered::add);
        ordered.sort(Comparator.comparingInt(Piece::partition));
        if (ordered.size() == 1 || !(ordered.get(0).content instanceof float[] first)) {
            return ordered.get(0).content;
        }
        float[] mean = new float[first.length];
        for (int k = 0; k < mean.length; k++) {
            double sum = 0;
            for (Piece piece : ordered) {
                sum += ((float[]) piece.content)[k];
            }
            mean[k] = (float) (sum / ordered.size());
        }
        return mean;
    }
}
