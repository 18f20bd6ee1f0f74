package dev.palate.rating.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.palate.core.parallel.Coalescer;
import dev.palate.overload.HeapSize;
import dev.palate.rating.UnknownUserException;
import dev.palate.rating.UserErased;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The complete ratings of users, cached in memory. Each call reads the user's revision from PostgreSQL, so a result contains
 * the last acknowledged rating, whichever replica wrote it. The ratings themselves are read only when the revision differs
 * from the cached one. Concurrent calls share queries: a query is sent after all the calls that it answers have begun. Do
 * not call this class inside a transaction, because other callers would then share the snapshot of that transaction.
 */
@Service
public class UserHistories {

    /** Revision checks are short and equally expensive: the next ones are collected while one is running. */
    private static final int CONCURRENT_CHECKS = 1;

    /** A second read keeps a user with many ratings from delaying all uncached users. */
    private static final int CONCURRENT_READS = 2;

    /** While PostgreSQL is unavailable, one failed query answers this many waiting callers. */
    private static final int USERS_PER_CALL = 256;

    /** The ratings of these users are in memory at the same time, however small the cache is. */
    private static final int USERS_PER_QUERY = 32;

    /** A rating, its time and its place in the list. All histories share the ids of items. */
    private static final int RATING_BYTES = 56;

    /** The longest time for which the ratings of a user erased by another replica can stay in memory. */
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final HistoryReader reader;
    private final HistoryMetrics metrics;
    private final Cache<String, RatedItems> cache;
    private final Coalescer<String, Optional<Long>> checks;
    private final Coalescer<String, Optional<RatedItems>> reads;

    UserHistories(HistoryReader reader, HistorySettings settings, HistoryMetrics metrics) {
        this.reader = reader;
        this.metrics = metrics;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(settings.cacheSize().toBytes())
                .weigher((String userId, RatedItems user) -> HeapSize.weight(bytes(user)))
                .expireAfterAccess(UNUSED)
                .scheduler(Scheduler.systemScheduler())
                .build();
        this.checks = new Coalescer<>(CONCURRENT_CHECKS, USERS_PER_CALL, this::revisions);
        this.reads = new Coalescer<>(CONCURRENT_READS, USERS_PER_CALL, this::readEach);
        metrics.watch(cache);
    }

    private static long bytes(RatedItems user) {
        return 2 * HeapSize.of(user.userId())
                + (long) RATING_BYTES * user.ratings().size();
    }

    /**
     * The user's ratings with the revision that they belong to.
     *
     * @throws UnknownUserException if there is no such user; a user without ratings has an empty list
     */
    public RatedItems of(String userId) {
        RatedItems cached = cache.getIfPresent(userId);
        if (cached != null && checks.call(userId).equals(Optional.of(cached.revision()))) {
            metrics.read(1, 0, 0);
            return cached;
        }
        metrics.read(0, cached == null ? 0 : 1, cached == null ? 1 : 0);
        return reads.call(userId).orElseThrow(() -> new UnknownUserException(userId));
    }

    /** The ratings of each of {@code userIds} that exists, in no particular order. */
    public Collection<RatedItems> ofAll(Collection<String> userIds) {
        Set<String> distinct = new HashSet<>(userIds);
        Map<String, RatedItems> cached = cache.getAllPresent(distinct);
        Map<String, RatedItems> current = current(cached);
        int currentCount = current.size();
        metrics.read(currentCount, cached.size() - currentCount, distinct.size() - cached.size());
        List<String> others =
                distinct.stream().filter(id -> !current.containsKey(id)).toList();
        current.putAll(read(others));
        return current.values();
    }

    /** Takes effect in this process at once; other processes notice when the user is requested, or when the entry expires. */
    @TransactionalEventListener
    void forget(UserErased user) {
        cache.invalidate(user.userId());
    }

    private List<Optional<Long>> revisions(List<String> userIds) {
        return inOrder(userIds, reader.revisions(new HashSet<>(userIds)));
    }

    private List<Optional<RatedItems>> readEach(List<String> userIds) {
        return inOrder(userIds, read(userIds.stream().distinct().toList()));
    }

    private static <T> List<Optional<T>> inOrder(List<String> userIds, Map<String, T> found) {
        return userIds.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    private Map<String, RatedItems> read(List<String> userIds) {
        Map<String, RatedItems> users = new HashMap<>();
        cache.invalidateAll(userIds);
        for (int from = 0; from < userIds.size(); from += USERS_PER_QUERY) {
            for (RatedItems user :
                    reader.histories(userIds.subList(from, Math.min(from + USERS_PER_QUERY, userIds.size())))) {
                cache.put(user.userId(), user);
                users.put(user.userId(), user);
            }
        }
        return users;
    }

    /** The entries with the stored revision. Revisions are unique: a user who is erased and created again has a new one. */
    private Map<String, RatedItems> current(Map<String, RatedItems> cached) {
        Map<String, RatedItems> current = new HashMap<>();
        if (!cached.isEmpty()) {
            Map<String, Long> revisions = reader.revisions(cached.keySet());
            cached.forEach((id, user) -> {
                if (Objects.equals(revisions.get(id), user.revision())) {
                    current.put(id, user);
                }
            });
        }
        return current;
    }
}
