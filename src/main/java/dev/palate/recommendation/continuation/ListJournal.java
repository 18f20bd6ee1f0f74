package dev.palate.recommendation.continuation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palate.catalogue.filter.CategoryFilter;
import dev.palate.database.polling.RepeatedRead;
import dev.palate.overload.HeapSize;
import dev.palate.rating.UserErased;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.Followed;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.query.StoredQuery;
import dev.palate.recommendation.scoring.RecommendationSettings;
import jakarta.annotation.PreDestroy;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Remembers served lists in memory and, on request, stores them a fraction of a second later, many at once, so that no list waits for it. The
 * memory is bounded: while the database is unavailable, the oldest lists that wait are forgotten.
 */
@Component
public class ListJournal {

    private static final Logger log = LoggerFactory.getLogger(ListJournal.class);

    private static final long MOST_WAITING_BYTES = 32L << 20;
    private static final long MOST_QUERY_BYTES = 16 << 10;
    private static final long BATCH_BYTES = 2 << 20;
    private static final long MOST_REMEMBERED_BYTES = 32L << 20;
    private static final int BATCH = 1000;
    private static final int DELETED_AT_ONCE = 10_000;

    private final ServedLists lists;
    private final RecommendationSettings settings;
    private final Map<Key, Remembered> waiting = new LinkedHashMap<>();
    private final Cache<Key, Remembered> recent;
    private final RepeatedRead old = new RepeatedRead(log, "Old served lists");
    private long waitingBytes;
    private boolean failing;

    ListJournal(ServedLists lists, RecommendationSettings settings) {
        this.lists = lists;
        this.settings = settings;
        // A list that is served again and again is stored again long before its stored form is deleted.
        this.recent = Caffeine.newBuilder()
                .maximumWeight(MOST_REMEMBERED_BYTES)
                .weigher((Key key, Remembered list) -> HeapSize.weight(200 + list.bytes))
                .expireAfterWrite(settings.nextPageFor().dividedBy(4))
                .build();
    }

    private record Key(int userRow, long content) {}

    private record Remembered(ServedList list, long bytes, boolean stored) {}

    /**
     * Remembers a list, so that its next page can follow in this process, and on request stores it soon, so that it can follow in any
     * process. A list with an offset or with a very long query has no next page.
     *
     * @param followed what the responses with its pages name
     * @param itemIds of the list
     * @param stored whether the list is stored
     */
    public void add(
            int userRow,
            long content,
            RecommendationQuery query,
            Followed followed,
            Supplier<List<String>> itemIds,
            boolean stored) {
        Key key = new Key(userRow, content);
        Remembered known = recent.getIfPresent(key);
        if (settings.nextPageFor().isZero()
                || query.page().offset() > 0
                || (known != null && (known.stored || !stored))) {
            return;
        }
        long queryBytes = bytes(query);
        if (queryBytes <= MOST_QUERY_BYTES) {
            List<String> ids = itemIds.get();
            ServedList list = new ServedList(userRow, content, StoredQuery.of(query, followed), ids);
            Remembered remembered = new Remembered(list, queryBytes + HeapSize.of(ids), stored);
            recent.put(key, remembered);
            if (stored) {
                add(key, remembered);
            }
        }
    }

    /** A list that this process has served recently. */
    Optional<ServedList> recent(int userRow, long content) {
        return Optional.ofNullable(recent.getIfPresent(new Key(userRow, content)))
                .map(Remembered::list);
    }

    @TransactionalEventListener
    void forget(UserErased user) {
        recent.asMap().keySet().removeIf(key -> key.userRow == user.userRow());
    }

    private static long bytes(RecommendationQuery query) {
        CandidateRules candidates = query.candidates();
        CategoryFilter categories = candidates.categories();
        return 500
                + HeapSize.of(candidates.excluded())
                + HeapSize.of(candidates.only())
                + HeapSize.of(categories.any())
                + HeapSize.of(categories.all())
                + HeapSize.of(categories.none())
                + 2 * query.rules().characters();
    }

    private void add(Key key, Remembered list) {
        synchronized (waiting) {
            Remembered before = waiting.put(key, list);
            waitingBytes += list.bytes - (before == null ? 0 : before.bytes);
            while (waitingBytes > MOST_WAITING_BYTES) {
                Iterator<Map.Entry<Key, Remembered>> oldestFirst =
                        waiting.entrySet().iterator();
                Map.Entry<Key, Remembered> oldest = oldestFirst.next();
                waitingBytes -= oldest.getValue().bytes;
                recent.invalidate(oldest.getKey());
                oldestFirst.remove();
            }
        }
    }

    /** Stores the lists that wait. */
    @Scheduled(fixedDelay = 200, timeUnit = TimeUnit.MILLISECONDS)
    public synchronized void write() {
        for (Map<Key, Remembered> batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                insert(batch.values());
                failing = false;
            } catch (DataAccessException | TransactionException e) {
                batch.forEach(this::add);
                if (!failing) {
                    log.warn("Served lists cannot be stored; next pages are not available: {}", e.getMessage());
                }
                failing = true;
                return;
            }
        }
    }

    private void insert(Collection<Remembered> batch) {
        try {
            lists.insert(batch.stream().map(Remembered::list).toList());
        } catch (NonTransientDataAccessException e) {
            // One list that the database does not accept must not keep the others from being stored.
            batch.forEach(list -> insertAlone(list.list));
        }
    }

    private void insertAlone(ServedList list) {
        try {
            lists.insert(List.of(list));
        } catch (DataIntegrityViolationException e) {
            log.warn("A served list cannot be stored and has no next page: {}", e.getMessage());
        }
    }

    /** A list that was served just before the process ends has a next page, too. */
    @PreDestroy
    void close() {
        write();
    }

    /** The oldest lists, as many as one statement should write. */
    private Map<Key, Remembered> next() {
        Map<Key, Remembered> batch = new LinkedHashMap<>();
        synchronized (waiting) {
            long bytes = 0;
            Iterator<Map.Entry<Key, Remembered>> oldest = waiting.entrySet().iterator();
            while (oldest.hasNext() && batch.size() < BATCH && bytes < BATCH_BYTES) {
                Map.Entry<Key, Remembered> entry = oldest.next();
                batch.put(entry.getKey(), entry.getValue());
                bytes += entry.getValue().bytes;
                oldest.remove();
            }
            waitingBytes -= bytes;
        }
        return batch;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void deleteOld() {
        old.run(() -> {
            int deleted;
            do {
                deleted = lists.deleteOlderThan(settings.nextPageFor(), DELETED_AT_ONCE);
            } while (deleted == DELETED_AT_ONCE);
        });
    }
}
