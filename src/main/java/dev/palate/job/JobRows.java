package dev.palate.job;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of the jobs. */
interface JobRows extends Repository<JobEntity, UUID> {

    /** Queues a job unless its key is taken: of two requests at the same time, the second waits here for the first one. */
    @Modifying
    @Query(nativeQuery = true, value = """
                    insert into jobs (id, kind, state, idempotency_key, request_sha256, submitted_at)
                    values (:id, :kind, 'QUEUED', :key, :sha256, :now)
                    on conflict (kind, idempotency_key) do nothing""")
    int insert(UUID id, String kind, @Nullable String key, String sha256, Instant now);

    Optional<JobEntity> findByIdAndKind(UUID id, String kind);

    /** The row, locked until the transaction ends: its state cannot change meanwhile. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<JobEntity> findLockedByIdAndKind(UUID id, String kind);

    Optional<JobEntity> findByKindAndIdempotencyKey(String kind, String key);

    List<JobEntity> findByKindAndIdIn(String kind, Collection<UUID> ids);

    @Query("select j from JobEntity j where j.kind = :kind and (j.endedAt is null or j.endedAt > :since)"
            + " order by j.submittedAt desc, j.id")
    List<JobEntity> findCurrent(String kind, Instant since, Limit limit);

    Page<JobEntity> findByKind(String kind, Pageable page);

    Page<JobEntity> findByKindAndState(String kind, JobState state, Pageable page);

    long countByKindAndState(String kind, JobState state);
}
