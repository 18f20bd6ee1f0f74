package dev.palate.interaction;

import dev.palate.catalogue.ErasureLock;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.rating.UnknownUserException;
import dev.palate.rating.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads the interactions of one user in pages and deletes them, with {@link JdbcClient}: a user may have very many of them. A call
 * that loses a deadlock is repeated.
 */
@Retryable(includes = PessimisticLockingFailureException.class, delay = 20, jitter = 20)
@Service
public class UserInteractions {

    private static final String LIST = """
            select i.external_id, i.title, t.name, n.count, n.value, n.first_at, n.last_at
            from users u
            join interactions n on n.user_id = u.id
            join items i on i.id = n.item_id
            join interaction_types t on t.id = n.type_id and t.name is not null
            where u.external_id = ?
            order by n.last_at desc, length(i.external_id), i.external_id, t.name
            limit ? offset ?""";

    private final JdbcClient jdbc;
    private final Users users;
    private final ErasureLock erasureLock;

    UserInteractions(JdbcClient jdbc, Users users, ErasureLock erasureLock) {
        this.jdbc = jdbc;
        this.users = users;
        this.erasureLock = erasureLock;
    }

    /**
     * One page of the user's interactions with the titles of the items, the latest first.
     *
     * @throws UnknownUserException if there is no such user
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Page<StoredInteraction> list(String userId, PageParameters page) {
        long total = jdbc.sql("select count(n.user_id) from users u left join interactions n on n.user_id = u.id"
                        + " and n.type_id = any (array(select id from interaction_types where name is not null))"
                        + " where u.external_id = ? group by u.id")
                .param(userId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new UnknownUserException(userId));
        List<StoredInteraction> interactions = jdbc.sql(LIST)
                .params(userId, page.size(), page.offset())
                .query((row, number) -> interaction(row))
                .list();
        return Page.of(interactions, page, total);
    }

    /**
     * Deletes all interactions of the user, and the ids of the events, so that the same events can be stored again.
     *
     * @throws UnknownUserException if there is no such user
     */
    @Transactional
    public void deleteAll(String userId) {
        erasureLock.share();
        int userRow = users.lock(userId);
        users.countWrites(List.of(userRow));
        int deleted = jdbc.sql("delete from interactions where user_id = ? returning nextval('preference_changes')")
                .param(userRow)
                .query(Long.class)
                .list()
                .size();
        jdbc.sql("delete from interaction_event_ids where user_id = ?")
                .param(userRow)
                .update();
        if (deleted > 0) {
            users.touch(List.of(userRow));
        }
    }

    /**
     * Deletes the interactions between the user and the item. The ids of their events remain: an id does not say which interaction
     * its event is part of.
     *
     * @param type the name of the only type that is deleted; null: all types
     * @throws UnknownUserException if there is no such user
     * @throws InteractionException if there is no such interaction
     */
    @Transactional
    public void delete(String userId, String itemId, @Nullable String type) {
        erasureLock.share();
        int userRow = users.lock(userId);
        int deleted = jdbc.sql("""
                        delete from interactions
                        where user_id = ? and item_id = (select id from items where external_id = ?)
                            and (?::text is null or type_id = (select id from interaction_types where name = ?))
                        returning nextval('preference_changes')""")
                .params(Arrays.asList(userRow, itemId, type, type))
                .query(Long.class)
                .list()
                .size();
        if (deleted == 0) {
            throw InteractionException.unknown(userId, itemId, type);
        }
        users.touch(List.of(userRow));
    }

    private static StoredInteraction interaction(ResultSet row) throws SQLException {
        return new StoredInteraction(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getObject(5, Float.class),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getObject(7, OffsetDateTime.class).toInstant());
    }
}
