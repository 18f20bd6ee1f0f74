package dev.palate.rating;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.palate.core.parallel.Coalescer;
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
 * All ratings of a user, from memory where they are there and still true. PostgreSQL is asked for the revision each time, so
 * the last acknowledged rating counts, whichever replica wrote it; ratings are read where that revision is another one than
 * in memory. The questions of concurrent callers are one query, sent after each of them has asked. Not to be called in a
 * transaction, whose view would be everybody's.
 */
@Service
public class UserHistories {

    /** Checks are short and alike: while one runs, those of the next are gathered. */
    private static final int CHECKS_AT_A_TIME = 1;

    /** A second one keeps a user with many ratings from holding up everybody who is new here. */
    private static final int READS_AT_A_TIME = 2;

    /** While PostgreSQL is away, all who wait are to learn it from the next attempt. */
    private static final int USERS_AT_ONCE = 256;

    /** Their ratings are in memory at once, whatever is kept of them. */
    private static final int USERS_OF_A_READ = 32;

    /** What an entry holds besides its ratings, as if they were so many. */
    private static final int RATINGS_OF_AN_EMPTY_ENTRY = 4;

    /** How long the ratings of a user erased by another replica may stay in memory. */
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final UserRatings ratings;
    private final HistoryMetrics metrics;
    private final Cache<String, RatedItems> cache;
    private final Coalescer<String, Optional<Long>> checks;
    private final Coalescer<String, Optional<RatedItems>> reads;

    UserHistories(UserRatings ratings, HistorySettings settings, HistoryMetrics metrics) {
        this.ratings = ratings;
        this.metrics = metrics;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(settings.cachedRatings())
                .weigher((String userId, RatedItems user) -> weight(user))
                .expireAfterAccess(UNUSED)
                .scheduler(Scheduler.systemScheduler())
                .build();
        this.checks = new Coalescer<>(CHECKS_AT_A_TIME, USERS_AT_ONCE, this::revisions);
        this.reads = new Coalescer<>(READS_AT_A_TIME, USERS_AT_ONCE, this::readEach);
        metrics.watch(cache);
    }

    private static int weight(RatedItems user) {
        return RATINGS_OF_AN_EMPTY_ENTRY + user.ratings().size();
    }

    /**
     * The user's ratings with the revision that they belong to.
     *
     * @throws UnknownUserException if there is no such user; a user without ratings has an empty list
     */
    public RatedItems of(String userId) {
        RatedItems kept = cache.getIfPresent(userId);
        if (kept != null && checks.call(userId).equals(Optional.of(kept.revision()))) {
            metrics.read(1, 0, 0);
            return kept;
        }
        metrics.read(0, kept == null ? 0 : 1, kept == null ? 1 : 0);
        return reads.call(userId).orElseThrow(() -> new UnknownUserException(userId));
    }

    /** The ratings of each of {@code userIds} that exists, in no particular order. */
    public Collection<RatedItems> ofAll(Collection<String> userIds) {
        Set<String> distinct = new HashSet<>(userIds);
        Map<String, RatedItems> kept = cache.getAllPresent(distinct);
        Map<String, RatedItems> current = stillTrue(kept);
        int cached = current.size();
        metrics.read(cached, kept.size() - cached, distinct.size() - kept.size());
        List<String> others =
                distinct.stream().filter(id -> !current.containsKey(id)).toList();
        current.putAll(read(others));
        return current.values();
    }

    /** In this process at once; elsewhere it is noticed when somebody asks for the user, or by the time. */
    @TransactionalEventListener
    void forget(UserErased user) {
        cache.invalidate(user.userId());
    }

    private List<Optional<Long>> revisions(List<String> userIds) {
        return each(userIds, ratings.revisions(new HashSet<>(userIds)));
    }

    private List<Optional<RatedItems>> readEach(List<String> userIds) {
        return each(userIds, read(userIds.stream().distinct().toList()));
    }

    /** One answer for each user, in their order. */
    private static <T> List<Optional<T>> each(List<String> userIds, Map<String, T> found) {
        return userIds.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    private Map<String, RatedItems> read(List<String> userIds) {
        Map<String, RatedItems> users = new HashMap<>();
        cache.invalidateAll(userIds);
        for (int from = 0; from < userIds.size(); from += USERS_OF_A_READ) {
            for (RatedItems user :
                    ratings.ofAll(userIds.subList(from, Math.min(from + USERS_OF_A_READ, userIds.size())))) {
                cache.put(user.userId(), user);
                users.put(user.userId(), user);
            }
        }
        return users;
    }

    /** Revisions are never given twice: that of a user who was erased and made again is another one. */
    private Map<String, RatedItems> stillTrue(Map<String, RatedItems> kept) {
        Map<String, RatedItems> current = new HashMap<>();
        if (!kept.isEmpty()) {
            Map<String, Long> revisions = ratings.revisions(kept.keySet());
            kept.forEach((id, user) -> {
                if (Objects.equals(revisions.get(id), user.revision())) {
                    current.put(id, user);
                }
            });
        }
        return current;
    }
}
