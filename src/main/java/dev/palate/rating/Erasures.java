package dev.palate.rating;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The users that were erased recently, as digests of their ids: an import that began before an erasure skips the user's rows. It
 * uses {@link JdbcClient}, because entries are only written and compared in bulk.
 */
@Repository
public class Erasures {

    private final JdbcClient jdbc;

    Erasures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records the erasure that the caller's transaction makes, while it holds the erasure lock. */
    void record(String userId) {
        jdbc.sql("""
                        insert into erasures (user_sha256, erased_at)
                        values (sha256(convert_to(?, 'UTF8')), clock_timestamp())
                        on conflict (user_sha256) do update set erased_at = excluded.erased_at""").param(userId).update();
    }

    /** Those of the users that were erased since that time. */
    Set<String> since(Instant begunAt, Collection<String> userIds) {
        return jdbc.sql("""
                        select given.id from unnest(?::text[]) as given (id)
                        join erasures e on e.user_sha256 = sha256(convert_to(given.id, 'UTF8')) where e.erased_at >= ?""")
                .params(userIds.toArray(String[]::new), begunAt.atOffset(ZoneOffset.UTC))
                .query(String.class)
                .set();
    }

    /** Deletes the entries from before that time: nothing that began earlier is still running. */
    public void forget(OffsetDateTime before) {
        jdbc.sql("delete from erasures where erased_at < ?").param(before).update();
    }
}
