package dev.palate.rating;

import dev.palate.catalogue.ItemErased;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Locks and creates users with {@link JdbcClient}, because every write of ratings and interactions does so. It does not use an upsert, which
 * would take an id from the sequence even for a user that exists.
 */
@Repository
public class Users {

    private final JdbcClient jdbc;
    private final PreferenceWrites writes;

    Users(JdbcClient jdbc, PreferenceWrites writes) {
        this.jdbc = jdbc;
        this.writes = writes;
    }

    /** Increments the revision of users that are already locked. */
    public void touch(List<Integer> rows) {
        countWrites(rows);
        jdbc.sql("update users set revision = default where id = any(?::integer[])")
                .param(rows.stream().mapToInt(Integer::intValue).toArray())
                .update();
    }

    /**
     * Counts a write to each of these users, which the current transaction may change. A write that changes nothing counts as well: another
     * replica may have made it and have ended before it could acknowledge it.
     */
    public void countWrites(Collection<Integer> rows) {
        writes.inTransaction(rows);
    }

    /** Counts a write that changes how the histories of all users are read. */
    public void countWriteOfEveryUser() {
        writes.ofEveryUserInTransaction();
    }

    /** Deletes the ratings of an item, in the transaction that erases it, and increments the revision of their users. */
    @EventListener
    void eraseRatings(ItemErased erased) {
        countWriteOfEveryUser();
        jdbc.sql("""
                        with deleted as (
                            delete from ratings where item_id = (select id from items where external_id = ?)
                            returning user_id, nextval('preference_changes'))
                        update users set revision = default where id in (select user_id from deleted)""").param(erased.itemId()).update();
    }

    /** Counts the ratings and interactions of a user that is about to be erased as changes. */
    void countPreferences(String userId) {
        jdbc.sql("""
                        select count(nextval('preference_changes'))
                        from (select user_id from ratings union all select user_id from interactions) p
                        join users u on u.id = p.user_id where u.external_id = ?""").param(userId).query(row -> {});
    }

    /**
     * Locks the user and returns its row id.
     *
     * @throws UnknownUserException if there is no such user
     */
    public int lock(String userId) {
        return jdbc.sql("select id from users where external_id = ? for no key update")
                .param(userId)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new UnknownUserException(userId));
    }

    /** Locks the users that exist, in the order of their rows. */
    public void lockRows(Collection<Integer> rows) {
        jdbc.sql("select id from users where id = any(?) order by id for no key update")
                .param(rows.toArray(Integer[]::new))
                .query(row -> {});
    }

    /** The last row of the next {@code count} users after {@code row}; empty if there are no more. */
    public OptionalInt lastOfNext(int count, int row) {
        return jdbc
                .sql("select id from users where id > ? order by id limit ?")
                .params(row, count)
                .query(Integer.class)
                .stream()
                .mapToInt(Integer::intValue)
                .max();
    }

    /** Creates missing users, locks all of them in the order of their rows, and returns their row ids. */
    public Map<String, Integer> lock(Collection<String> userIds) {
        String[] ids = userIds.toArray(String[]::new);
        jdbc.sql("""
                        insert into users (external_id)
                        select id from unnest(?::text[]) as given (id)
                        where not exists (select from users u where u.external_id = given.id)
                        order by id collate "C"
                        on conflict (external_id) do nothing""").param(ids).update();
        Map<String, Integer> rows = new HashMap<>(ids.length * 2);
        jdbc.sql("select external_id, id from users where external_id = any(?::text[]) order by id for no key update")
                .param(ids)
                .query(row -> {
                    rows.put(row.getString(1), row.getInt(2));
                });
        return rows;
    }
}
