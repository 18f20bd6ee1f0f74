package dev.palate.model.version;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The lists of versions. */
interface ListedVersionRepository extends Repository<ModelVersionEntity, VersionId> {

    /** The columns that a list shows. */
    record Listed(
            VersionId id,
            Instant createdAt,
            @Nullable UUID jobId,
            Map<String, Object> hyperparameters,
            @Nullable HeldOutScore score,
            @Nullable Long checkpointId) {}

    @Query("""
            select v.id, v.createdAt, v.jobId, v.hyperparameters, v.score, v.checkpointId
            from ModelVersionEntity v where v.id.algorithm = ?1 order by v.id.version desc
            """)
    List<Listed> list(String algorithm, Pageable page);
}
