package dev.palate.security;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of keys. Queries are native, because a start uses them: the parser of HQL is large. */
interface ApiKeyRepository extends Repository<ApiKeyEntity, String> {

    String USABLE = " from api_keys where revoked_at is null and (expires_at is null or expires_at > ?1)";

    ApiKeyEntity saveAndFlush(ApiKeyEntity key);

    long count();

    @NativeQuery("select * from api_keys order by created_at desc, id limit ?2 offset ?1")
    List<ApiKeyEntity> list(long offset, int count);

    @NativeQuery("select exists (select from api_keys)")
    boolean exist();

    @NativeQuery("select *" + USABLE)
    List<ApiKeyEntity> findUsable(Instant now);

    @NativeQuery("select count(*)" + USABLE)
    int countUsable(Instant now);

    @Transactional
    @Modifying
    @Query(value = "update api_keys set revoked_at = coalesce(revoked_at, ?2) where id = ?1", nativeQuery = true)
    int revoke(String id, Instant at);
}
