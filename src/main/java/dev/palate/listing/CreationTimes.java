package dev.palate.listing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads when items were created, with {@link JdbcClient} because it reads all of them at once. */
@Repository
class CreationTimes {

    private static final int FETCH_SIZE = 5000;

    private final JdbcClient jdbc;

    CreationTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By id, of the items for which it is known. */
    @Transactional(readOnly = true)
    public Map<String, Instant> all() {
        Map<String, Instant> times = new HashMap<>();
        jdbc.sql("select external_id, created_at from items where created_at is not null")
                .withFetchSize(FETCH_SIZE)
                .query(row -> {
                    times.put(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                });
        return times;
    }
}
