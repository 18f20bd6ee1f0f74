package dev.palate.security;

import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of keys. */
interface ApiKeyRepository extends Repository<ApiKeyEntity, String> {

    String USABLE = " from ApiKeyEntity k where k.revokedAt is null and (k.expiresAt is null or k.expiresAt > ?1)";

    ApiKeyEntity saveAndFlush(ApiKeyEntity key);

    long count();

    @Query("select k from ApiKeyEntity k order by k.createdAt desc, k.id")
    List<ApiKeyEntity> list(Pageable page);

    @Query("select k" + USABLE)
    List<ApiKeyEntity> findUsable(Instant now);

    @Query("select count(k)" + USABLE)
    int countUsable(Instant now);

    @Transactional
    @Modifying
    @Query("update ApiKeyEntity k set k.revokedAt = coalesce(k.revokedAt, ?2) where k.id = ?1")
    int revoke(String id, Instant at);
}
