package dev.palate.security;

import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The keys in PostgreSQL. */
@Repository
class ApiKeys {

    /** Of PostgreSQL's advisory locks: who makes keys holds it, so that there is one first key. */
    private static final long MAKING = 0x70616c617465L;

    private final JdbcClient jdbc;

    ApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the transaction ends, nobody else makes a key. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(MAKING).query(row -> {});
    }

    /** Whether there ever was a key, revoked and expired ones too. */
    boolean exist() {
        return jdbc.sql("select exists (select from api_keys)")
                .query(Boolean.class)
                .single();
    }

    void insert(ApiKey key, byte[] sha256) {
        jdbc.sql("insert into api_keys (id, name, role, sha256, created_at, expires_at) values (?, ?, ?, ?, ?, ?)")
                .param(key.id())
                .param(key.name())
                .param(key.role().name())
                .param(sha256)
                .param(key.createdAt().atOffset(ZoneOffset.UTC))
                .param(key.expiresAt() == null ? null : key.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** True also for one that was revoked before; false if there is none of that id. */
    boolean revoke(String id, Instant at) {
        return jdbc.sql("update api_keys set revoked_at = coalesce(revoked_at, ?) where id = ?")
                        .param(at.atOffset(ZoneOffset.UTC))
                        .param(id)
                        .update()
                == 1;
    }

    int countUsable(Instant now) {
        return jdbc.sql("select count(*) from api_keys where revoked_at is null"
                        + " and (expires_at is null or expires_at > ?)")
                .param(now.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    List<StoredKey> findUsable(Instant now) {
        return jdbc.sql("select * from api_keys where revoked_at is null and (expires_at is null or expires_at > ?)")
                .param(now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new StoredKey(read(row), row.getBytes("sha256")))
                .list();
    }

    Page<ApiKey> list(PageParameters page) {
        long total = jdbc.sql("select count(*) from api_keys").query(Long.class).single();
        List<ApiKey> keys = jdbc.sql("select * from api_keys order by created_at desc, id limit ? offset ?")
                .param(page.size())
                .param(page.offset())
                .query((row, number) -> read(row))
                .list();
        return Page.of(keys, page, total);
    }

    private static ApiKey read(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
