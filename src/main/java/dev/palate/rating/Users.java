package dev.palate.rating;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The users in PostgreSQL. Row ids are not spent on users that exist: an upsert would take one from the sequence each time. */
@Repository
class Users {

    private final JdbcClient jdbc;

    Users(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Moves the revision of users that are locked already. */
    void touch(List<Integer> rows) {
        jdbc.sql("update users set revision = default where id = any(?::integer[])")
                .param(rows.stream().mapToInt(Integer::intValue).toArray())
                .update();
    }

    /**
     * Locks the user and answers its row id.
     *
     * @throws UnknownUserException if there is no such user
     */
    int lock(String userId) {
        return jdbc.sql("select id from users where external_id = ? for no key update")
                .param(userId)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new UnknownUserException(userId));
    }

    /** Locks the users, created if need be, in an order that is the same for every caller, and answers their row ids. */
    Map<String, Integer> lock(Collection<String> userIds) {
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
