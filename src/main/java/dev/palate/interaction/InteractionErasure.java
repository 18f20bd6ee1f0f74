package dev.palate.interaction;

import dev.palate.catalogue.ItemErased;
import dev.palate.interaction.type.InteractionTypeErased;
import dev.palate.rating.Users;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases the interactions of an item or of a deleted type, in the transaction that asks for it, and increments the revisions of their
 * users; uses {@link JdbcClient} because it deletes in bulk. Erased users need no listener: a trigger deletes their interactions.
 */
@Component
class InteractionErasure {

    private final JdbcClient jdbc;
    private final Users users;

    InteractionErasure(JdbcClient jdbc, Users users) {
        this.jdbc = jdbc;
        this.users = users;
    }

    @EventListener
    void erase(ItemErased item) {
        users.touch(jdbc.sql("""
                        with deleted as (
                            delete from interactions where item_id = (select id from items where external_id = ?)
                            returning user_id, nextval('preference_changes'))
                        select distinct user_id from deleted""").param(item.itemId()).query(Integer.class).list());
    }

    @EventListener
    void erase(InteractionTypeErased type) {
        List<Integer> userRows = jdbc.sql("select distinct user_id from interactions"
                        + " where user_id > ? and user_id <= ? and type_id = ? order by user_id")
                .params(type.afterUser(), type.lastUser(), type.typeId())
                .query(Integer.class)
                .list();
        users.lockRows(userRows);
        jdbc.sql(
                        "delete from interactions where user_id = any(?) and type_id = ? returning nextval('preference_changes')")
                .params(userRows.toArray(Integer[]::new), type.typeId())
                .query(row -> {});
        users.touch(userRows);
    }
}
