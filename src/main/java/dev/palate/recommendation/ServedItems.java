package dev.palate.recommendation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The items that were in a list in the current or the previous hour. */
final class ServedItems {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final Clock clock;
    private volatile Set<String> current = ConcurrentHashMap.newKeySet();
    private volatile Set<String> previous = Set.of();
    private volatile Instant since;
    private volatile int catalogueSize;

    ServedItems(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    void add(Recommendations list, int catalogueSize) {
        rotate();
        this.catalogueSize = catalogueSize;
        Set<String> items = current;
        for (RecommendedItem item : list.items()) {
            String id = item.item().id();
            if (items.size() < catalogueSize && !items.contains(id)) {
                items.add(id);
            }
        }
    }

    /** The share of the catalogue, 0..1; 0 before the first list. */
    double coverage() {
        rotate();
        if (catalogueSize == 0) {
            return 0;
        }
        Set<String> both = new HashSet<>(previous);
        both.addAll(current);
        return Math.min(1.0, (double) both.size() / catalogueSize);
    }

    private void rotate() {
        Instant time = clock.instant();
        if (time.isBefore(since.plus(WINDOW))) {
            return;
        }
        synchronized (this) {
            if (!time.isBefore(since.plus(WINDOW))) {
                previous = time.isBefore(since.plus(WINDOW.multipliedBy(2))) ? Set.copyOf(current) : Set.of();
                current = ConcurrentHashMap.newKeySet();
                since = time;
            }
        }
    }
}
