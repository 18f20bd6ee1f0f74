package dev.palate.rating.history;

import com.github.benmanes.caffeine.cache.Cache;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts how often the ratings of a user were cached, and measures how many ratings are cached. */
@Component
class HistoryMetrics {

    private final MeterRegistry registry;
    private final Counter cached;
    private final Counter changed;
    private final Counter uncached;

    HistoryMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.cached = counter("cached");
        this.changed = counter("changed");
        this.uncached = counter("uncached");
    }

    private Counter counter(String outcome) {
        return Counter.builder("palate.histories")
                .description("Users whose ratings were requested")
                .tag("outcome", outcome)
                .register(registry);
    }

    void watch(Cache<?, ?> histories) {
        Gauge.builder("palate.histories.bytes", histories, HistoryMetrics::weight)
                .description("Heap of the cached ratings")
                .baseUnit("bytes")
                .register(registry);
    }

    private static double weight(Cache<?, ?> histories) {
        return histories
                .policy()
                .eviction()
                .map(bound -> bound.weightedSize().orElse(0))
                .orElse(0L);
    }

    void read(int cachedUsers, int changedUsers, int uncachedUsers) {
        cached.increment(cachedUsers);
        changed.increment(changedUsers);
        uncached.increment(uncachedUsers);
    }
}
