package dev.palate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class RegisteredCoresTest {

    private final AtomicInteger polls = new AtomicInteger();

    /** The cores by the number of polls. */
    private int await(int expected, IntUnaryOperator cores) {
        return new RegisteredCores(() -> cores.applyAsInt(polls.get()), expected, polls::incrementAndGet).await();
    }

    @Test
    void waitsAsLongAsExecutorsComeAndFiveSecondsMore() {
        assertThat(await(0, poll -> 4 * Math.min(poll / 10, 8))).isEqualTo(32);
        assertThat(polls.get()).isEqualTo(80 + 25);
    }

    @Test
    void waitsForTheFirstExecutorWithoutALimit() {
        assertThat(await(0, poll -> poll < 10_000 ? 0 : 16)).isEqualTo(16);
    }

    @Test
    void doesNotWaitAnyLongerThanForAllThatWereAskedFor() {
        assertThat(await(16, poll -> poll < 100 ? poll / 10 : 16)).isEqualTo(16);
        assertThat(polls.get()).isEqualTo(100);
    }

    @Test
    void doesWithLessThanWasAskedForAfterAMinute() {
        assertThat(await(16, poll -> Math.min(poll, 12))).isEqualTo(12);
        assertThat(polls.get()).isEqualTo(12 + 300);
    }

    @Test
    void countsAnExecutorThatIsLostMeanwhile() {
        assertThat(await(0, poll -> poll < 10 ? 8 : poll < 12 ? 4 : 8)).isEqualTo(8);
        assertThat(polls.get()).isEqualTo(12 + 25);
    }

    @Test
    void knowsWhatWasAskedFor() {
        assertThat(Slots.expected(new SparkConf(false))).isZero();
        assertThat(Slots.expected(new SparkConf(false).set("spark.cores.max", "40")))
                .isEqualTo(40);
        assertThat(Slots.expected(new SparkConf(false)
                        .set("spark.executor.instances", "8")
                        .set("spark.executor.cores", "6")))
                .isEqualTo(48);
    }

    @Test
    void countsTheCoresOfACluster() {
        assertThat(Slots.await(Cluster.SESSION)).isEqualTo(2);
    }
}
