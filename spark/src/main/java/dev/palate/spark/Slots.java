package dev.palate.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** The tasks that a cluster executes at the same time, from which the numbers of partitions follow. */
final class Slots {

    private static final String DRIVER = "driver";

    private Slots() {}

    /** Waits until the executors have registered, unless their number depends on the tasks that wait. At least 1. */
    static int await(SparkSession session) {
        SparkContext spark = session.sparkContext();
        SparkConf conf = spark.conf();
        return Math.max(1, cores(spark, conf) / conf.getInt("spark.task.cpus", 1));
    }

    private static int cores(SparkContext spark, SparkConf conf) {
        if (spark.isLocal()) {
            return spark.defaultParallelism();
        }
        if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
            int most = conf.getInt("spark.dynamicAllocation.maxExecutors", 0) * coresOfExecutor(conf);
            return most > 0 ? most : spark.defaultParallelism();
        }
        return new RegisteredCores(() -> registered(spark), expected(conf), Slots::pause).await();
    }

    /** On standalone clusters the total is asked for, on YARN and Kubernetes the number of executors. */
    static int expected(SparkConf conf) {
        return conf.getInt("spark.cores.max", conf.getInt("spark.executor.instances", 0) * coresOfExecutor(conf));
    }

    private static int coresOfExecutor(SparkConf conf) {
        return conf.getInt("spark.executor.cores", 1);
    }

    private static int registered(SparkContext spark) {
        return CollectionConverters.asJava(spark.statusStore().executorList(true)).stream()
                .filter(executor -> !executor.id().equals(DRIVER))
                .mapToInt(executor -> executor.totalCores())
                .sum();
    }

    private static void pause() {
        try {
            Thread.sleep(RegisteredCores.POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the executors start", e);
        }
    }
}
