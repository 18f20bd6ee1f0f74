package dev.palate.recommendation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.palate.rating.UserErased;
import dev.palate.recommendation.scoring.RecommendationSettings;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Recent lists by everything that they depend on. A repeated request is not scored again until one of these dependencies
 * changes, and gets a bit-identical list.
 */
@Component
final class RecommendationCache {

    /** The memory that an entry needs in addition to its items, expressed in items. */
    private static final int WEIGHT_OF_EMPTY_ENTRY = 8;

    /** Bounds how long a list stays in memory after another replica has erased its user. */
    private static final Duration MAX_IDLE = Duration.ofMinutes(10);

    private final Cache<ListKey, Entry> lists;

    RecommendationCache(RecommendationSettings settings) {
        this.lists = Caffeine.newBuilder()
                .maximumWeight(settings.cachedPlaces())
                .weigher((ListKey key, Entry entry) -> weight(entry.list))
                .expireAfterAccess(MAX_IDLE)
                .scheduler(Scheduler.systemScheduler())
                .build();
    }

    /** @param content the digest of the list's key */
    record Entry(ContentDigest content, Recommendations list) {}

    private static int weight(Recommendations list) {
        int reasons =
                list.items().stream().mapToInt(item -> item.because().size()).sum();
        return WEIGHT_OF_EMPTY_ENTRY + list.items().size() + reasons;
    }

    Optional<Entry> cached(ListKey key) {
        return Optional.ofNullable(lists.getIfPresent(key));
    }

    void put(ListKey key, Entry entry) {
        lists.put(key, entry);
    }

    @TransactionalEventListener
    void forget(UserErased user) {
        lists.asMap().keySet().removeIf(key -> key.user().row() == user.userRow());
    }
}
