package dev.palate.model.version;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * The rows of versions. Only {@link #findById} reads the documents of a version. Queries are native, because a start uses them: the parser
 * of HQL is large.
 */
interface ModelVersionRepository extends Repository<ModelVersionEntity, VersionId> {

    ModelVersionEntity saveAndFlush(ModelVersionEntity version);

    Optional<ModelVersionEntity> findById(VersionId id);

    @NativeQuery("select checkpoint_id from model_versions where algorithm = ?1 and version = ?2")
    Optional<Long> findCheckpointId(String algorithm, int version);

    @NativeQuery("select created_at from model_versions where algorithm = ?1 and version = ?2")
    Optional<Instant> findCreation(String algorithm, int version);

    @NativeQuery("""
            select version from model_versions
            where algorithm = ?1 and checkpoint_id is not null order by version desc
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
    @Query(value = "delete from model_versions where algorithm = ?1 and version = ?2", nativeQuery = true)
    int delete(String algorithm, int version);
}
