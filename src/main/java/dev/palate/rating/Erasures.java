package dev.palate.rating;

import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The users that were erased recently, as digests of their ids: an import that began before an erasure skips the user's ratings. It
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

    /** Deletes the entries from before that time: nothing that began earlier is still running. */
    public void forget(OffsetDateTime before) {
        jdbc.sql("delete from erasures where erased_at < ?").param(before).update();
    }
}
