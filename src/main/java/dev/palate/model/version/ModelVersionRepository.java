package dev.palate.model.version;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of versions. Only {@link #findById} reads the documents of a version. */
interface ModelVersionRepository extends Repository<ModelVersionEntity, VersionId> {

    /** The columns that a list shows. */
    record Listed(
            VersionId id,
            Instant createdAt,
            @Nullable UUID jobId,
            Map<String, Object> hyperparameters,
            @Nullable HeldOutScore score,
            @Nullable Long checkpointId) {}

    ModelVersionEntity saveAndFlush(ModelVersionEntity version);

    Optional<ModelVersionEntity> findById(VersionId id);

    @Query("select v.checkpointId from ModelVersionEntity v where v.id = ?1")
    Optional<Long> findCheckpointId(VersionId id);

    @Query("select v.createdAt from ModelVersionEntity v where v.id = ?1")
    Optional<Instant> findCreation(VersionId id);

    @Query("""
            select v.id, v.createdAt, v.jobId, v.hyperparameters, v.score, v.checkpointId
            from ModelVersionEntity v where v.id.algorithm = ?1 order by v.id.version desc
            """)
    List<Listed> list(String algorithm, Pageable page);

    @Query("""
            select v.id.version from ModelVersionEntity v
            where v.id.algorithm = ?1 and v.checkpointId is not null order by v.id.version desc
            """)
    List<Integer> findLoadable(String algorithm);

    boolean existsById(VersionId id);

    /** Native, because Hibernate updates no immutable entity. */
    @Modifying
    @Query(
            value = "update model_versions set checkpoint_id = null where algorithm = ?1 and version = ?2",
            nativeQuery = true)
    void clearCheckpoint(String algorithm, int version);

    long countByIdAlgorithm(String algorithm);

    @Modifying
    @Query("delete from ModelVersionEntity v where v.id = ?1")
    int delete(VersionId id);
}
