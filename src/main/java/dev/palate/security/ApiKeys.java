package dev.palate.security;

import dev.palate.database.AdvisoryLock;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** API keys through Spring Data JPA, because a key is one record with an identity; {@code JdbcClient} takes the lock only. */
@Component
class ApiKeys {

    private final ApiKeyRepository rows;
    private final JdbcClient jdbc;

    ApiKeys(ApiKeyRepository rows, JdbcClient jdbc) {
        this.rows = rows;
        this.jdbc = jdbc;
    }

    /** Until the caller's transaction ends, no other transaction creates a key. */
    void lock() {
        AdvisoryLock.KEY_CREATION.hold(jdbc);
    }

    /** Whether there ever was a key; revoked and expired keys count. */
    boolean exist() {
        return rows.exist();
    }

    void insert(ApiKey key, byte[] sha256) {
        rows.saveAndFlush(new ApiKeyEntity(key, sha256));
    }

    /** True also for a key that was revoked earlier; false if no key has that id. */
    boolean revoke(String id, Instant at) {
        return rows.revoke(id, at) == 1;
    }

    int countUsable(Instant now) {
        return rows.countUsable(now);
    }

    List<StoredKey> findUsable(Instant now) {
        return rows.findUsable(now).stream().map(ApiKeyEntity::stored).toList();
    }

    Page<ApiKey> list(PageParameters page) {
        List<ApiKey> keys = rows.list(page.offset(), page.size()).stream()
                .map(ApiKeyEntity::key)
                .toList();
        return Page.of(keys, page, rows.count());
    }
}
