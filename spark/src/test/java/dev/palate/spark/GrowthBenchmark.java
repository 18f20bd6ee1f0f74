package dev.palate.spark;

import static org.apache.spark.sql.functions.expr;

import dev.palate.core.model.Model;
import dev.palate.spark.data.Histories;
import dev.palate.spark.data.RatingSource;
import dev.palate.spark.data.TrainingData;
import dev.palate.spark.ease.SparseEaseJob;
import dev.palate.spark.model.Order;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Prints the time and the shuffled bytes of sparse EASE by the number of users and of partitions; two executors with a core each. */
public final class GrowthBenchmark {

    private static final int ITEMS = 5000;
    private static final int RATINGS_PER_USER = 20;

    private GrowthBenchmark() {}

    public static void main(String[] arguments) {
        AtomicLong bytes = new AtomicLong();
        Cluster.SPARK.sc().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd task) {
                bytes.addAndGet(task.taskMetrics().shuffleWriteMetrics().bytesWritten());
            }
        });
        run(5_000, 2, bytes);
        System.out.println("users partitions load_s train_s load_shuffle_mb train_shuffle_mb");
        for (String users : arguments) {
            for (int partitions : new int[] {1, 2, 4}) {
                System.out.println(run(Integer.parseInt(users), partitions, bytes));
            }
        }
    }

    private static String run(int users, int partitions, AtomicLong bytes) {
        Order order = TestOrders.of("ease", "\"neighbours\": 100, \"weights\": \"sparse\", \"lambda\": 100");
        bytes.set(0);
        long begun = System.nanoTime();
        TrainingData data = TrainingData.load(new Synthetic(users), partitions);
        double load = (System.nanoTime() - begun) / 1e9;
        long loaded = bytes.getAndSet(0);
        begun = System.nanoTime();
        try (Model model = new SparseEaseJob(Cluster.SPARK, order, partitions)
                .train(data, data.training(data.split(order.evaluation())))) {
            double train = (System.nanoTime() - begun) / 1e9;
            data.rows().unpersist();
            return "%d %d %.1f %.1f %.1f %.1f of %d items"
                    .formatted(users, partitions, load, train, loaded / 1e6, bytes.get() / 1e6, model.itemCount());
        }
    }

    /** Users of 50 tastes, whose items have few or many users. */
    private record Synthetic(int count) implements RatingSource {

        @Override
        public Instant at() {
            return Instant.EPOCH;
        }

        @Override
        public List<String> users() {
            return ids(count);
        }

        @Override
        public List<String> items() {
            return ids(ITEMS);
        }

        private static List<String> ids(int count) {
            return IntStream.range(0, count).mapToObj(Integer::toString).toList();
        }

        @Override
        public Dataset<Row> ratings() {
            return Cluster.SESSION
                    .range((long) count * RATINGS_PER_USER)
                    .withColumn("user", expr("cast(id div %d as int)".formatted(RATINGS_PER_USER)))
                    .withColumn("u", expr("pmod(hash(id), 100000) / 100000.0"))
                    .withColumn(
                            "item",
                            expr(
                                    "cast(if(pmod(hash(id, 1), 10) < 7, cast(u * u * %d as int) * 50 + user %% 50, pmod(hash(id, 2), %d)) as int)"
                                            .formatted(ITEMS / 50, ITEMS)))
                    .withColumn("value", expr("cast(5 as float)"))
                    .withColumn("time", expr("0L"))
                    .select("user", "item", "value", "time");
        }

        @Override
        public Histories histories() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
