package dev.palate.rating.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.palate.core.parallel.Coalescer;
import dev.palate.overload.HeapSize;
import dev.palate.rating.UnknownUserException;
import dev.palate.rating.UserErased;
import dev.palate.rating.history.UserHistory.Revision;
import dev.palate.rating.history.Verifications.Verification;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The complete histories of users, cached in memory. A result contains the last acknowledged rating or interaction, whichever replica
 * wrote it: each call reads the user's revision from PostgreSQL, unless this process is the only replica and has not written to the user
 * since it did so. The history itself is read only when the revision
 * differs from the cached one, or when time has changed the history. Concurrent calls share queries: a query is sent after all the calls that it answers have begun. Do
 * not call this class inside a transaction, because other callers would then share the snapshot of that transaction.
 */
@Service
public class UserHistories {

    /** Revision checks are short and equally expensive: the next ones are collected while one is running. */
    private static final int CONCURRENT_CHECKS = 1;

    /** A second read keeps a user with a long history from delaying all uncached users. */
    private static final int CONCURRENT_READS = 2;

    /** While PostgreSQL is unavailable, one failed query answers this many waiting callers. */
    private static final int USERS_PER_CALL = 256;

    /** The histories of these users are in memory at the same time, however small the cache is. */
    private static final int USERS_PER_QUERY = 32;

    /** A preference, its time and its place in the list. All histories share the ids of items. */
    private static final int PREFERENCE_BYTES = 64;

    /** The entry and its verification. */
    private static final int KNOWN_BYTES = 56;

    /** A place in a list. */
    private static final int REFERENCE_BYTES = 8;

    /** The longest time for which the history of a user erased by another replica can stay in memory. */
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final HistoryReader reader;
    private final HistoryMetrics metrics;
    private final Verifications verifications;
    private final Clock clock;
    private final Cache<String, Known> cache;
    private final Coalescer<String, Optional<Revision>> checks;
    private final Coalescer<String, Optional<UserHistory>> reads;

    UserHistories(
            HistoryReader reader,
            HistorySettings settings,
            HistoryMetrics metrics,
            Verifications verifications,
            Clock clock) {
        this.reader = reader;
        this.metrics = metrics;
        this.verifications = verifications;
        this.clock = clock;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(settings.cacheSize().toBytes())
                .weigher((String userId, Known user) -> HeapSize.weight(bytes(user.history)))
                .expireAfterAccess(UNUSED)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run) // otherwise entries beyond the limit wait for a busy thread pool
                .build();
        this.checks = new Coalescer<>(CONCURRENT_CHECKS, USERS_PER_CALL, this::revisions);
        this.reads = new Coalescer<>(CONCURRENT_READS, USERS_PER_CALL, this::readEach);
        metrics.watch(cache);
    }

    /** A history in the cache. */
    private static final class Known {

        private final UserHistory history;
        private volatile @Nullable Verification verified;

        Known(UserHistory history) {
            this.history = history;
        }
    }

    private static long bytes(UserHistory user) {
        return KNOWN_BYTES
                + 2 * HeapSize.of(user.userId())
                + (long) PREFERENCE_BYTES * user.preferences().size()
                + (long) REFERENCE_BYTES * user.excluded().size();
    }

    /**
     * The user's current history.
     *
     * @throws UnknownUserException if there is no such user; a user without ratings and interactions has an empty one
     */
    public UserHistory of(String userId) {
        Known cached = cache.getIfPresent(userId);
        if (cached != null && isCurrent(cached)) {
            metrics.read(1, 0, 0);
            return cached.history;
        }
        metrics.read(0, cached == null ? 0 : 1, cached == null ? 1 : 0);
        return reads.call(userId).orElseThrow(() -> new UnknownUserException(userId));
    }

    /** The current history of each of {@code userIds} that exists, in no particular order. */
    public Collection<UserHistory> ofAll(Collection<String> userIds) {
        Set<String> distinct = new HashSet<>(userIds);
        Map<String, Known> cached = cache.getAllPresent(distinct);
        Map<String, UserHistory> current = current(cached);
        int currentCount = current.size();
        metrics.read(currentCount, cached.size() - currentCount, distinct.size() - cached.size());
        List<String> others =
                distinct.stream().filter(id -> !current.containsKey(id)).toList();
        current.putAll(read(others));
        return current.values();
    }

    /**
     * As {@link #ofAll}, by the rows of the users and without the cache: for work on many users, of whom each is needed once. All
     * their histories are in memory at the same time.
     */
    public List<UserHistory> readAll(Collection<String> userIds) {
        return reader.histories(userIds, UnaryOperator.identity()).stream()
                .sorted(Comparator.comparingInt(UserHistory::userRow))
                .toList();
    }

    /** Takes effect in this process at once; other processes notice when the user is requested, or when the entry expires. */
    @TransactionalEventListener
    void forget(UserErased user) {
        cache.invalidate(user.userId());
    }

    private List<Optional<Revision>> revisions(List<String> userIds) {
        return inOrder(userIds, reader.revisions(new HashSet<>(userIds)));
    }

    private List<Optional<UserHistory>> readEach(List<String> userIds) {
        return inOrder(userIds, read(userIds.stream().distinct().toList()));
    }

    private static <T> List<Optional<T>> inOrder(List<String> userIds, Map<String, T> found) {
        return userIds.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    private boolean isCurrent(Known cached) {
        UserHistory history = cached.history;
        if (verifications.hold(cached.verified, history.userRow())) {
            return isValid(history);
        }
        Verification begun = verifications.begin(history.userRow());
        return verify(cached, checks.call(history.userId()), begun);
    }

    /**
     * Revisions are unique: a user who is erased and created again has a new one.
     *
     * @param begun before {@code stored} was read
     */
    private boolean verify(Known cached, Optional<Revision> stored, @Nullable Verification begun) {
        boolean current = stored.equals(Optional.of(cached.history.version().revision())) && isValid(cached.history);
        if (current) {
            cached.verified = begun;
        }
        return current;
    }

    private boolean isValid(UserHistory history) {
        return clock.instant().isBefore(history.validUntil());
    }

    private Map<String, UserHistory> read(List<String> userIds) {
        Map<String, UserHistory> users = new HashMap<>();
        cache.invalidateAll(userIds);
        for (int from = 0; from < userIds.size(); from += USERS_PER_QUERY) {
            for (UserHistory user :
                    reader.histories(userIds.subList(from, Math.min(from + USERS_PER_QUERY, userIds.size())))) {
                cache.put(user.userId(), new Known(user));
                users.put(user.userId(), user);
            }
        }
        return users;
    }

    private Map<String, UserHistory> current(Map<String, Known> cached) {
        Map<String, UserHistory> current = new HashMap<>();
        Map<String, @Nullable Verification> unverified = new HashMap<>();
        cached.forEach((id, known) -> {
            int userRow = known.history.userRow();
            if (!verifications.hold(known.verified, userRow)) {
                unverified.put(id, verifications.begin(userRow));
            } else if (isValid(known.history)) {
                current.put(id, known.history);
            }
        });
        if (!unverified.isEmpty()) {
            Map<String, Revision> revisions = reader.revisions(unverified.keySet());
            unverified.forEach((id, begun) -> {
                Known known = Objects.requireNonNull(cached.get(id));
                if (verify(known, Optional.ofNullable(revisions.get(id)), begun)) {
                    current.put(id, known.history);
                }
            });
        }
        return current;
    }
}
