package dev.palate.rating;

import dev.palate.catalogue.ErasureLock;
import dev.palate.catalogue.ItemRowIds;
import dev.palate.catalogue.UnknownItemException;
import dev.palate.problem.DomainProblem.FieldProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes ratings with {@link JdbcClient}, because ratings are the hot path and arrive in batches. Each call is one transaction
 * that also increments the revision of the users whose ratings change. Every writer first locks its users in the order of
 * their rows and then writes ratings in the order of their key, so writers cannot deadlock. Should PostgreSQL find a deadlock with
 * another transaction all the same, the call is repeated.
 */
@Retryable(
        includes = PessimisticLockingFailureException.class,
        predicate = OutermostTransaction.class,
        delay = 20,
        jitter = 20)
@Service
public class RatingWriter {

    private final JdbcClient jdbc;
    private final Users users;
    private final ItemRowIds itemRowIds;
    private final ErasureLock erasureLock;
    private final Erasures erasures;
    private final ApplicationEventPublisher events;

    RatingWriter(
            JdbcClient jdbc,
            Users users,
            ItemRowIds itemRowIds,
            ErasureLock erasureLock,
            Erasures erasures,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.users = users;
        this.itemRowIds = itemRowIds;
        this.erasureLock = erasureLock;
        this.erasures = erasures;
        this.events = events;
    }

    /**
     * Writes one rating and replaces an existing one, whatever its time. Creates the user if necessary.
     *
     * @throws UnknownItemException if there is no such item
     */
    @Transactional
    public void put(NewRating rating) {
        erasureLock.share();
        Map<String, Integer> itemRows = itemRows(List.of(rating));
        if (itemRows.isEmpty()) {
            throw new UnknownItemException(rating.itemId());
        }
        write(List.of(rating), itemRows);
    }

    /**
     * Writes all ratings or none, as if one after the other: the last one for the same user and item remains. Creates users.
     *
     * @throws InvalidRatingsException if an item is unknown; names the index of each such rating
     */
    @Transactional
    public void putAll(List<NewRating> ratings) {
        erasureLock.share();
        Map<String, Integer> itemRows = itemRows(ratings);
        requireAll(ratings, itemRows);
        write(ratings, itemRows);
    }

    /**
     * @throws UnknownUserException if there is no such user
     * @throws UnknownRatingException if the user has not rated the item
     */
    @Transactional
    public void delete(String userId, String itemId) {
        erasureLock.share();
        int userRow = users.lock(userId);
        boolean deleted = jdbc.sql("""
                        delete from ratings
                        where user_id = ? and item_id = (select id from items where external_id = ?)
                        returning nextval('preference_changes')""")
                .params(userRow, itemId)
                .query(Long.class)
                .optional()
                .isPresent();
        if (!deleted) {
            throw new UnknownRatingException(userId, itemId);
        }
        users.touch(List.of(userRow));
    }

    /**
     * Erases the user and everything that is stored about the user. An import that began before does not write the user again.
     *
     * @throws UnknownUserException if there is no such user
     */
    @Transactional
    public void eraseUser(String userId) {
        erasureLock.holdAlone();
        users.countPreferences(userId);
        int userRow = jdbc.sql("delete from users where external_id = ? returning id")
                .param(userId)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new UnknownUserException(userId));
        users.countWrites(List.of(userRow));
        erasures.record(userId);
        events.publishEvent(new UserErased(userId, userRow));
    }

    private Map<String, Integer> itemRows(List<NewRating> ratings) {
        return itemRowIds.find(ratings.stream().map(NewRating::itemId).toList());
    }

    private static void requireAll(List<NewRating> ratings, Map<String, Integer> itemRows) {
        List<FieldProblem> unknown = new ArrayList<>();
        for (int k = 0; k < ratings.size(); k++) {
            String itemId = ratings.get(k).itemId();
            if (!itemRows.containsKey(itemId)) {
                unknown.add(new FieldProblem("[" + k + "].itemId", "must be an item of the catalogue, not " + itemId));
            }
        }
        if (!unknown.isEmpty()) {
            throw new InvalidRatingsException(unknown);
        }
    }

    private void write(List<NewRating> ratings, Map<String, Integer> itemRows) {
        Map<String, Integer> userRows =
                users.lock(ratings.stream().map(NewRating::userId).distinct().toList());
        Map<Long, NewRating> lastOfEachPair = new HashMap<>(ratings.size() * 2);
        for (NewRating rating : ratings) {
            int userRow = Objects.requireNonNull(userRows.get(rating.userId()));
            int itemRow = Objects.requireNonNull(itemRows.get(rating.itemId()));
            lastOfEachPair.put(((long) userRow << 32) | itemRow, rating);
        }
        users.countWrites(userRows.values()); // unchanged ratings too: another replica may have written them
        users.touch(upsert(lastOfEachPair));
    }

    /** Returns the rows of the users whose ratings changed. */
    private List<Integer> upsert(Map<Long, NewRating> ratings) {
        int[] userRows = new int[ratings.size()];
        int[] itemRows = new int[ratings.size()];
        float[] values = new float[ratings.size()];
        String[] times = new String[ratings.size()];
        int k = 0;
        for (Map.Entry<Long, NewRating> entry : ratings.entrySet()) {
            userRows[k] = (int) (entry.getKey() >> 32);
            itemRows[k] = entry.getKey().intValue();
            values[k] = entry.getValue().value();
            times[k++] = entry.getValue().ratedAt().toString();
        }
        return jdbc.sql("""
                        with written as (
                            insert into ratings as r (user_id, item_id, value, rated_at)
                            select * from unnest(?::integer[], ?::integer[], ?::real[], ?::timestamptz[]) order by 1, 2
                            on conflict (user_id, item_id)
                                do update set value = excluded.value, rated_at = excluded.rated_at
                                where (r.value, r.rated_at) is distinct from (excluded.value, excluded.rated_at)
                            returning user_id, nextval('preference_changes'))
                        select distinct user_id from written""")
                .params(userRows, itemRows, values, times)
                .query(Integer.class)
                .list();
    }
}
