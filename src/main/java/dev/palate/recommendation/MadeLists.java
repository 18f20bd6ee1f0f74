package dev.palate.recommendation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.palate.rating.UserErased;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Lists that were made lately, by all that they depend on: whoever asks again before anything has changed is not scored again,
 * and gets the same list to the last bit, however many users it would have been scored together with.
 */
@Component
final class MadeLists {

    /** What an entry holds besides its places, as if they were so many. */
    private static final int PLACES_OF_AN_EMPTY_ENTRY = 8;

    /** How long the lists of a user erased by another replica may stay in memory. */
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final Cache<ListKey, MadeList> lists;

    MadeLists(RecommendationSettings settings) {
        this.lists = Caffeine.newBuilder()
                .maximumWeight(settings.cachedPlaces())
                .weigher((ListKey key, MadeList made) -> weight(made.list()))
                .expireAfterAccess(UNUSED)
                .scheduler(Scheduler.systemScheduler())
                .build();
    }

    private static int weight(Recommendations list) {
        int reasons =
                list.items().stream().mapToInt(place -> place.because().size()).sum();
        return PLACES_OF_AN_EMPTY_ENTRY + list.items().size() + reasons;
    }

    Optional<MadeList> find(ListKey key) {
        return Optional.ofNullable(lists.getIfPresent(key));
    }

    @TransactionalEventListener
    void forget(UserErased user) {
        lists.asMap().keySet().removeIf(key -> key.userRow() == user.userRow());
    }

    void keep(ListKey key, MadeList made) {
        lists.put(key, made);
    }
}
