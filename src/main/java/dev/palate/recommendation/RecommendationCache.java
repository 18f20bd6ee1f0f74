package dev.palate.recommendation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.palate.overload.HeapSize;
import dev.palate.rating.UserErased;
import dev.palate.recommendation.scoring.RecommendationSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Recent lists by everything that they depend on. A repeated request is not scored again until one of these dependencies
 * changes, and gets a bit-identical list. The cache is bounded by the bytes of keys and lists. Items belong to the catalogue:
 * lists of an older one are dropped, because they would keep its items in memory.
 */
@Component
final class RecommendationCache {

    private static final int ITEM_BYTES = 48;
    private static final int REASON_BYTES = 64;
    private static final int CATEGORY_BYTES = 80;

    /** Bounds how long a list stays in memory after another replica has erased its user. */
    private static final Duration MAX_IDLE = Duration.ofMinutes(10);

    private final Cache<ListKey, Entry> lists;
    private final AtomicLong catalogue = new AtomicLong();

    RecommendationCache(RecommendationSettings settings) {
        this.lists = Caffeine.newBuilder()
                .maximumWeight(settings.cacheSize().toBytes())
                .weigher((ListKey key, Entry entry) -> HeapSize.weight(key.bytes() + bytes(entry.list)))
                .expireAfterAccess(MAX_IDLE)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run) // otherwise entries beyond the limit wait for a busy thread pool
                .build();
    }

    /** @param content the digest of the list's key */
    record Entry(ContentDigest content, Recommendations list) {}

    private static long bytes(Recommendations list) {
        long reasons = list.items().stream()
                .mapToLong(item -> item.because().size() + item.attributes().size())
                .sum();
        return (long) ITEM_BYTES * list.items().size()
                + REASON_BYTES * reasons
                + (long) CATEGORY_BYTES * list.categoryCounts().size();
    }

    Optional<Entry> cached(ListKey key) {
        return Optional.ofNullable(lists.getIfPresent(key));
    }

    void put(ListKey key, Entry entry) {
        long newest = catalogue.getAndAccumulate(key.catalogue(), Math::max);
        if (newest < key.catalogue()) {
            lists.invalidateAll();
        }
        if (newest <= key.catalogue()) {
            lists.put(key, entry);
        }
    }

    @TransactionalEventListener
    void forget(UserErased user) {
        lists.asMap().keySet().removeIf(key -> key.user().row() == user.userRow());
    }
}
