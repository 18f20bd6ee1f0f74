package dev.palate.spark.data;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.split.UserSplit;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The loaded ratings.
 *
 * @param users ids by number
 * @param items ids by number
 * @param rows one element for each partition, with the rows of its {@linkplain Partitions range} of users
 * @param ratingCount pairs of a user and an item
 * @param itemRatings {@code [items]}: the ratings of each item
 * @param at the moment at which preferences were valued
 * @param digest equal for equal ratings, ids and partitions
 */
public record TrainingData(
        List<String> users,
        List<String> items,
        JavaRDD<UserRows> rows,
        long ratingCount,
        int[] itemRatings,
        Instant at,
        String digest) {

    /** @throws IllegalArgumentException if there are no ratings, or fewer users than partitions */
    public static TrainingData load(RatingSource source, int partitions) {
        List<String> users = source.users();
        List<String> items = source.items();
        if (users.isEmpty()) {
            throw new IllegalArgumentException("there are no ratings to train on");
        }
        Dataset<Row> placed = new Partitions(users.size(), partitions).place(source.ratings(), "user", "item", "time");
        JavaRDD<UserRows> rows = placed.toJavaRDD()
                .mapPartitions(ratings -> List.of(UserRows.of(ratings)).iterator())
                .persist(StorageLevel.MEMORY_AND_DISK());
        int itemCount = items.size();
        List<Counted> counted = rows.map(part -> count(part, itemCount)).collect();
        Digest digest = new Digest();
        users.forEach(digest::add);
        items.forEach(digest::add);
        counted.forEach(part -> digest.add(part.digest));
        int[] ofItems = new int[itemCount];
        counted.forEach(part -> Arrays.setAll(ofItems, item -> ofItems[item] + part.ofItems[item]));
        long ratings = counted.stream().mapToLong(Counted::ratings).sum();
        return new TrainingData(users, items, rows, ratings, ofItems, source.at(), digest.end());
    }

    private record Counted(long ratings, int[] ofItems, String digest) implements Serializable {}

    private static Counted count(UserRows rows, int itemCount) {
        Digest digest = new Digest();
        rows.digest(digest);
        return new Counted(rows.ratingCount(), rows.matrix(itemCount).columnCounts(), digest.end());
    }

    /** The same users are held out as the service would hold out. */
    public UserSplit split(EvaluationSettings settings) {
        double threshold = settings.threshold();
        int[] relevant = rows.map(part -> part.countsOf(threshold)).collect().stream()
                .flatMapToInt(IntStream::of)
                .toArray();
        return settings.holdOut().users(users, row -> relevant[row]);
    }

    /** The rows without those of held-out users. */
    public JavaRDD<UserRows> training(UserSplit split) {
        BitSet heldOut = new BitSet();
        IntStream.of(split.validation()).forEach(heldOut::set);
        IntStream.of(split.test()).forEach(heldOut::set);
        Broadcast<BitSet> sent =
                JavaSparkContext.fromSparkContext(rows.context()).broadcast(heldOut);
        return rows.map(part -> part.ofUsers(user -> !sent.value().get(user)));
    }
}
