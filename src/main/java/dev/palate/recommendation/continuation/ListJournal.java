package dev.palate.recommendation.continuation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.scoring.RecommendationSettings;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Stores served lists a fraction of a second later, many at once, so that no list waits for it. The number of lists in memory is bounded:
 * while the database is unavailable, the oldest ones are forgotten and have no next page.
 */
@Component
public class ListJournal {

    private static final Logger log = LoggerFactory.getLogger(ListJournal.class);

    private static final int MOST_WAITING = 20_000;
    private static final int MOST_RECENT = 50_000;
    private static final int BATCH = 1000;
    private static final int DELETED_AT_ONCE = 10_000;

    private final ServedLists lists;
    private final RecommendationSettings settings;
    private final Map<Key, ServedList> waiting = new LinkedHashMap<>();
    private final Cache<Key, Boolean> recent;
    private boolean failing;

    ListJournal(ServedLists lists, RecommendationSettings settings) {
        this.lists = lists;
        this.settings = settings;
        // A list that is served again and again is stored again long before its stored form is deleted.
        this.recent = Caffeine.newBuilder()
                .maximumSize(MOST_RECENT)
                .expireAfterWrite(settings.nextPageFor().dividedBy(4))
                .build();
    }

    private record Key(int userRow, long content) {}

    /**
     * Stores a list soon, unless it was stored recently or next pages are turned off. A list with an offset has no next page.
     *
     * @param itemIds of the list
     */
    public void add(int userRow, long content, RecommendationQuery query, Supplier<List<String>> itemIds) {
        if (settings.nextPageFor().isZero() || query.page().offset() > 0) {
            return;
        }
        Key key = new Key(userRow, content);
        if (recent.getIfPresent(key) == null) {
            recent.put(key, true);
            add(new ServedList(userRow, content, query, itemIds.get()));
        }
    }

    private void add(ServedList list) {
        synchronized (waiting) {
            waiting.put(new Key(list.userRow(), list.content()), list);
            if (waiting.size() > MOST_WAITING) {
                waiting.remove(waiting.keySet().iterator().next());
            }
        }
    }

    /** Stores the lists that wait. */
    @Scheduled(fixedDelay = 200, timeUnit = TimeUnit.MILLISECONDS)
    public synchronized void write() {
        for (List<ServedList> batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                lists.insert(batch);
                failing = false;
            } catch (DataAccessException | TransactionException e) {
                batch.forEach(list -> add(list));
                if (!failing) {
                    log.warn("Served lists cannot be stored; next pages are not available: {}", e.getMessage());
                }
                failing = true;
                return;
            }
        }
    }

    /** A list that was served just before the process ends has a next page, too. */
    @PreDestroy
    void close() {
        write();
    }

    private List<ServedList> next() {
        synchronized (waiting) {
            List<ServedList> batch =
                    new ArrayList<>(waiting.values().stream().limit(BATCH).toList());
            batch.forEach(list -> waiting.remove(new Key(list.userRow(), list.content())));
            return batch;
        }
    }

    @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void deleteOld() {
        int deleted;
        do {
            deleted = lists.deleteOlderThan(settings.nextPageFor(), DELETED_AT_ONCE);
        } while (deleted == DELETED_AT_ONCE);
    }
}
