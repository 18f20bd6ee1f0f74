package dev.palate.core.tuning;

import dev.palate.core.evaluation.Comparison;
import dev.palate.core.network.NetworkDevice;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.Processors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Trains several settings of networks at once, each on one thread, where that is faster than one after the other on all threads.
 *
 * @param comparison of the trials: on the processors of one of them
 * @param workers how many trials are trained at once
 */
public record ParallelTrials(Comparison comparison, int workers) {

    /** Up to this number of items, two trainings at once on one thread each are faster than one after the other on two. */
    private static final int MOST_ITEMS = 10_000;

    /** Divides the processors of {@code comparison} among trainings of networks. */
    public static ParallelTrials ofNetworks(Comparison comparison) {
        Processors processors = comparison.processors();
        boolean cpu = processors.device().map(NetworkDevice::isCpu).orElse(true);
        return cpu && comparison.train().columnCount() <= MOST_ITEMS && processors.threads() > 1
                ? new ParallelTrials(comparison.on(Processors.of(1).within(processors.memory())), processors.threads())
                : oneByOne(comparison);
    }

    /** For trainings that use all threads, or much memory. */
    static ParallelTrials oneByOne(Comparison comparison) {
        return new ParallelTrials(comparison, 1);
    }

    /** Runs the trials {@code 0..count-1} and returns their results in this order, without the empty ones. */
    public <T> List<T> run(int count, IntFunction<Optional<T>> trial) {
        List<Optional<T>> results = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            results.add(Optional.empty());
        }
        Parallel.run(workers, count, (worker, at) -> {
            Optional<T> result = trial.apply(at);
            synchronized (results) {
                results.set(at, result);
            }
        });
        return results.stream().flatMap(Optional::stream).toList();
    }
}
