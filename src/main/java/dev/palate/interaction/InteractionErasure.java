package dev.palate.interaction;

import dev.palate.catalogue.ItemErased;
import dev.palate.interaction.type.InteractionTypeErased;
import dev.palate.rating.Users;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases the interactions of an item or a type, in the transaction that erases it, and increments the revisions of their users; uses
 * {@link JdbcClient} because it deletes in bulk. Erased users need no listener: their interactions follow by foreign key.
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
        users.touch(jdbc.sql("""
                        with deleted as (
                            delete from interactions where type_id = ? returning user_id, nextval('preference_changes'))
                        select distinct user_id from deleted""").param(type.typeId()).query(Integer.class).list());
    }
}
