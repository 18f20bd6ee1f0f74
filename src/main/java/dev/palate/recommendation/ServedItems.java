package dev.palate.recommendation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which items were in a list in this hour and the one before it; never more of them than the catalogue holds. */
final class ServedItems {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final Clock clock;
    private volatile Set<String> now = ConcurrentHashMap.newKeySet();
    private volatile Set<String> before = Set.of();
    private volatile Instant since;
    private volatile int catalogueSize;

    ServedItems(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    void add(Recommendations list, int catalogueSize) {
        turn();
        this.catalogueSize = catalogueSize;
        Set<String> current = now;
        for (RecommendedItem item : list.items()) {
            String id = item.item().id();
            if (!current.contains(id)) {
                current.add(id);
            }
        }
    }

    /** 0..1; 0 before the first list. */
    double coverage() {
        turn();
        if (catalogueSize == 0) {
            return 0;
        }
        Set<String> both = new HashSet<>(before);
        both.addAll(now);
        return Math.min(1.0, (double) both.size() / catalogueSize);
    }

    private void turn() {
        Instant time = clock.instant();
        if (time.isBefore(since.plus(WINDOW))) {
            return;
        }
        synchronized (this) {
            if (!time.isBefore(since.plus(WINDOW))) {
                before = time.isBefore(since.plus(WINDOW.multipliedBy(2))) ? Set.copyOf(now) : Set.of();
                now = ConcurrentHashMap.newKeySet();
                since = time;
            }
        }
    }
}
