package dev.palate.catalogue.rule;

import dev.palate.catalogue.Item;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * An evaluation of an expression for all items, in parallel if there are many. Its processor time is bounded: an expression of many loops
 * would keep a processor busy for seconds. Processor time does not depend on what else the machine does.
 */
final class CatalogueScan {

    /** Divides 64: two threads never write the same word of a bit set. */
    private static final int CHUNK = 4096;

    private static final int CHECKED_EVERY = 256;
    private static final long CHECKED_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long NANOS_PER_ITEM = 3000;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final String text;
    private final List<Item> items;
    private final Threads threads;
    private final long limit;
    private final AtomicLong spent = new AtomicLong();

    /**
     * @param text of the expression, for messages
     * @param threads that evaluate: platform threads, because the processor time of virtual ones is unknown
     */
    CatalogueScan(String text, List<Item> items, Threads threads) {
        this.text = text;
        this.items = items;
        this.threads = threads;
        this.limit = limit(items.size());
    }

    /** The time that the evaluation for one catalogue may take, in nanoseconds. */
    static long limit(int items) {
        return Math.max(LEAST_NANOS, NANOS_PER_ITEM * items);
    }

    /**
     * What the scans of a process share.
     *
     * @param pool of platform threads
     * @param warmUp the time in nanoseconds by which scans may still exceed their limits: expressions take several times as long until
     *     their code is compiled
     */
    record Threads(ForkJoinPool pool, AtomicLong warmUp) {

        static Threads start() {
            return new Threads(
                    new ForkJoinPool(Runtime.getRuntime().availableProcessors()), new AtomicLong(WARM_UP_NANOS));
        }
    }

    /** Evaluates one item. */
    @FunctionalInterface
    interface Evaluation {
        void evaluate(int position, Item item);
    }

    /** @throws TooExpensiveException if it takes too long */
    void forEach(Evaluation evaluation) {
        threads.pool()
                .submit(() -> IntStream.range(0, chunks(items.size()))
                        .parallel()
                        .forEach(chunk -> evaluate(chunk, evaluation)))
                .join();
    }

    private static int chunks(int items) {
        return Math.max(1, (items + CHUNK - 1) / CHUNK);
    }

    private void evaluate(int chunk, Evaluation evaluation) {
        int to = Math.min(items.size(), (chunk + 1) * CHUNK);
        Meter meter = new Meter();
        for (int position = chunk * CHUNK; position < to; position++) {
            evaluation.evaluate(position, items.get(position));
            meter.count();
        }
    }

    /** Counts the processor time of one thread: often enough to notice an expensive expression, and seldom enough to cost little. */
    private final class Meter {

        private long countedCpu = THREADS.getCurrentThreadCpuTime();
        private long checkedAt = System.nanoTime();
        private int evaluations;

        /** Counts one evaluation. */
        void count() {
            long now = System.nanoTime();
            if (++evaluations % CHECKED_EVERY != 0 && now - checkedAt < CHECKED_AFTER_NANOS) {
                return;
            }
            checkedAt = now;
            long cpu = THREADS.getCurrentThreadCpuTime();
            boolean exceeded = spent.addAndGet(cpu - countedCpu) > limit;
            if (exceeded && threads.warmUp().addAndGet(countedCpu - cpu) < 0) {
                throw new TooExpensiveException(text, TimeUnit.NANOSECONDS.toMillis(limit), items.size());
            }
            countedCpu = cpu;
        }
    }
}
