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

public record TrainingData(List<String> users, List<String> items, JavaRDD<UserRows> rows, long ratingCount, int[] itemRatings, Instant at, String digest) {
   public static TrainingData load(RatingSource source, int partitions) {
      List<String> users = source.users();
      List<String> items = source.items();
      if (users.isEmpty()) {
         throw new IllegalArgumentException("there are no ratings to train on");
      } else {
         Dataset<Row> placed = new Partitions(users.size(), partitions).place(source.ratings(), "user", "item", "time");
         JavaRDD<UserRows> rows = placed.toJavaRDD()
            .mapPartitions(ratingsx -> List.of(UserRows.of(ratingsx)).iterator())
            .persist(StorageLevel.MEMORY_AND_DISK());
         int itemCount = items.size();
         List<TrainingData.Counted> counted = rows.map(part -> count(part, itemCount)).collect();
         Digest digest = new Digest();
         users.forEach(digest::add);
         items.forEach(digest::add);
         counted.forEach(part -> digest.add(part.digest));
         int[] ofItems = new int[itemCount];
         counted.forEach(part -> Arrays.setAll(ofItems, item -> ofItems[item] + part.ofItems[item]));
         long ratings = counted.stream().mapToLong(TrainingData.Counted::ratings).sum();
         return new TrainingData(users, items, rows, ratings, ofItems, source.at(), digest.end());
      }
   }

   private static TrainingData.Counted count(UserRows rows, int itemCount) {
      Digest digest = new Digest();
      rows.digest(digest);
      return new TrainingData.Counted(rows.ratingCount(), rows.matrix(itemCount).columnCounts(), digest.end());
   }

   public UserSplit split(EvaluationSettings settings) {
      double threshold = settings.threshold();
      int[] relevant = this.rows.map(part -> part.countsOf(threshold)).collect().stream().flatMapToInt(IntStream::of).toArray();
      return settings.holdOut().users(this.users, row -> relevant[row]);
   }

   public JavaRDD<UserRows> training(UserSplit split) {
      BitSet heldOut = new BitSet();
      IntStream.of(split.validation()).forEach(heldOut::set);
      IntStream.of(split.test()).forEach(heldOut::set);
      Broadcast<BitSet> sent = JavaSparkContext.fromSparkContext(this.rows.context()).broadcast(heldOut);
      return this.rows.map(part -> part.ofUsers(user -> !((BitSet)sent.value()).get(user)));
   }

   private static record Counted(long ratings, int[] ofItems, String digest) implements Serializable {
   }
}
